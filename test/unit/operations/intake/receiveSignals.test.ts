import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RejectedPayload } from '#domain/integration/schema.ts';
import { mapService } from '#domain/service/mapping.ts';
import type { Service } from '#domain/service/schema.ts';
import { deliveredId } from '#domain/signal/deliveredId.ts';
import type { Signal } from '#domain/signal/schema.ts';
import { absentInEarlier } from '#operations/configuration/earlierBodies.ts';
import { type Delivery, type ReceivePorts, receiveSignals } from '#operations/intake/receiveSignals.ts';

const RECEIVED_AT = '2026-11-24T08:00:00.000Z';
const service = (letter: string, fields: Partial<Service>): Service => ({
  id: `svc_01J0000000000000000000000${letter}`,
  name: letter,
  description: null,
  tier: 'medium',
  escalationPolicyId: null,
  alarmNamePatterns: [],
  autoResolve: true,
  fallbackTarget: null,
  ...absentInEarlier.service,
  isDefault: false,
  createdAt: RECEIVED_AT,
  updatedAt: RECEIVED_AT,
  etag: '"1"',
  ...fields,
});
const services = [service('A', { isDefault: true }), service('B', { alarmNamePatterns: ['web-*'] })];

let effects: string[];
let kept: RejectedPayload[];
let broken: (effect: string) => boolean;
let opened: Signal[][];

function ports(fields: Partial<ReceivePorts> = {}): ReceivePorts {
  const happen = (effect: string) => {
    if (broken(effect)) throw new Error('DynamoDB is away');
    effects.push(effect);
  };
  return {
    effects: {
      open: async (signals, { name }) => {
        happen(`open ${name} ${signals[0].dedupKey} ${signals.length}`);
        opened.push(signals);
        return { incidentId: 'inc', outcome: 'opened' };
      },
      resolve: async (signal, { name }) => {
        happen(`resolve ${name} ${signal.dedupKey}`);
        return 'resolved';
      },
      acknowledge: async (signal, { name }) => {
        happen(`acknowledge ${name} ${signal.dedupKey}`);
        return 'acknowledged';
      },
    },
    alarmTags: async () => ({}),
    mapToService: async (signal, tags) => mapService(signal, tags, services),
    rejectedPayloads: {
      keep: async (rejected) => {
        if (broken('keep')) throw new Error('DynamoDB is away');
        kept.push(rejected);
      },
    },
    log: { info: () => undefined, error: () => undefined },
    ...fields,
  };
}

const delivery = (key: string, content: unknown): Delivery => ({
  key,
  body: typeof content === 'string' ? content : JSON.stringify(content),
  receivedAt: RECEIVED_AT,
});
const alarm = (name: string, state: string, second: number) => ({
  AlarmName: name,
  AlarmArn: name,
  NewStateValue: state,
  StateChangeTime: `2026-11-24T07:59:${String(second).padStart(2, '0')}.000+0000`,
});
const signal = (key: string, fields: Partial<Signal> = {}): Signal => ({
  id: deliveredId('alr', RECEIVED_AT, key),
  at: RECEIVED_AT,
  receivedAt: RECEIVED_AT,
  source: 'events',
  action: 'trigger',
  summary: 's',
  severity: 'high',
  category: null,
  serviceId: null,
  alarm: null,
  dedupKey: 'k',
  origin: 'o',
  links: [],
  details: {},
  ...fields,
});

beforeEach(() => {
  effects = [];
  kept = [];
  opened = [];
  broken = () => false;
});

describe('a batch of messages', () => {
  it('takes effect once for each key and state, in the order in which it happened', async () => {
    const batch = [
      delivery('5', alarm('web-1', 'OK', 5)),
      delivery('1', alarm('web-1', 'ALARM', 1)),
      delivery('2', alarm('web-1', 'ALARM', 2)),
      delivery('3', alarm('other', 'ALARM', 1)),
      delivery('4', alarm('web-1', 'INSUFFICIENT_DATA', 9)),
    ];
    expect(await receiveSignals(batch, ports())).toEqual(new Set());
    expect(effects.filter((effect) => effect.includes('web-1'))).toEqual([
      'open B web-1 2',
      'resolve B web-1',
    ]);
    expect(effects).toContain('open A other 1');
  });

  it('acknowledges and resolves by the latest of its signals', async () => {
    const acknowledged = signal('1', { action: 'acknowledge' });
    await receiveSignals([delivery('1', acknowledged)], ports());
    expect(effects).toEqual(['acknowledge A k']);
  });

  it('counts a message that came twice once', async () => {
    await receiveSignals(
      [delivery('1', signal('1')), delivery('2', signal('1')), delivery('3', signal('3'))],
      ports(),
    );
    expect(effects).toEqual(['open A k 2']);
  });

  it('gives an alarm the same id each time its message is delivered', async () => {
    const batch = [delivery('1', alarm('web-1', 'ALARM', 1))];
    await receiveSignals(batch, ports());
    await receiveSignals(batch, ports());
    const [first, again] = opened.map(([one]) => one?.id);
    expect(first).toMatch(/^alr_/);
    expect(again).toBe(first);
  });

  it("takes an alarm's service and severity from its tags", async () => {
    const alarmTags = async () => ({ 'muster:service': 'A', 'muster:severity': 'low' });
    await receiveSignals([delivery('1', alarm('web-1', 'ALARM', 1))], ports({ alarmTags }));
    expect(effects).toEqual(['open A web-1 1']);
    expect(opened[0]?.[0]?.severity).toBe('low');
  });

  it('keeps what is malformed and does the rest', async () => {
    const batch = [delivery('1', 'not json'), delivery('2', signal('2'))];
    expect(await receiveSignals(batch, ports())).toEqual(new Set());
    expect(effects).toEqual(['open A k 1']);
    expect(kept).toEqual([
      {
        id: deliveredId('rej', RECEIVED_AT, '1#0'),
        at: RECEIVED_AT,
        source: 'cloudwatch',
        integrationId: null,
        reason: 'The message is not JSON.',
        payload: 'not json',
      },
    ]);
  });
});

describe('a message that can not be handled', () => {
  it('is delivered again with those of the same key after it, and no other', async () => {
    broken = (effect) => effect.startsWith('resolve B');
    const batch = [
      delivery('1', alarm('web-1', 'ALARM', 1)),
      delivery('2', alarm('web-1', 'OK', 2)),
      delivery('3', alarm('web-1', 'ALARM', 3)),
      delivery('4', alarm('other', 'OK', 2)),
    ];
    expect(await receiveSignals(batch, ports())).toEqual(new Set(['2', '3']));
    expect(effects.toSorted()).toEqual(['open B web-1 1', 'resolve A other']);
  });

  it('is delivered again where what it holds could not be kept', async () => {
    broken = (effect) => effect === 'keep';
    expect(await receiveSignals([delivery('1', '{}'), delivery('2', signal('2'))], ports())).toEqual(
      new Set(['1']),
    );
  });

  it('is delivered again where no service could be found', async () => {
    const mapToService = async () => Promise.reject(new Error('no default'));
    const batch = [delivery('1', signal('1')), delivery('2', '{}')];
    expect(await receiveSignals(batch, ports({ mapToService }))).toEqual(new Set(['1']));
    expect(kept).toHaveLength(1);
  });

  it('never is lost: each signal had its effect, or its message fails', async () => {
    const draft = fc.record({
      key: fc.constantFrom('k', 'l', 'm'),
      action: fc.constantFrom('trigger', 'acknowledge', 'resolve'),
      second: fc.nat(5),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(draft, { maxLength: 10 }),
        fc.infiniteStream(fc.boolean()),
        async (drafts, failures) => {
          const done = new Set<string>();
          const run = async (signals: Signal[]) => {
            if (failures.next().value) throw new Error('away');
            for (const { id } of signals) done.add(id);
          };
          const recorded: Partial<ReceivePorts> = {
            effects: {
              open: async (signals) => {
                await run(signals);
                return { incidentId: 'inc', outcome: 'joined' };
              },
              resolve: async (one) => {
                await run([one]);
                return 'resolved';
              },
              acknowledge: async (one) => {
                await run([one]);
                return 'already';
              },
            },
          };
          const signals = drafts.map(({ key, action, second }, index) =>
            signal(String(index), { dedupKey: key, action, receivedAt: `2026-11-24T08:00:0${second}.000Z` }),
          );
          const failed = await receiveSignals(
            signals.map((one, index) => delivery(String(index), one)),
            ports(recorded),
          );
          for (const [index, one] of signals.entries()) {
            const together = signals.filter(
              ({ dedupKey, action }) => dedupKey === one.dedupKey && action === one.action,
            );
            const hadEffect =
              done.has(one.id) || (one.action !== 'trigger' && together.some(({ id }) => done.has(id)));
            expect(hadEffect || failed.has(String(index))).toBe(true);
            if (one.action === 'trigger') expect(done.has(one.id) && failed.has(String(index))).toBe(false);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
