import { describe, expect, it } from 'vitest';
import { rejectedPayload } from '#domain/integration/schema.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Signal } from '#domain/signal/schema.ts';
import { acceptReading } from '#operations/intake/acceptReading.ts';

function recording() {
  const happened: string[] = [];
  const kept: unknown[] = [];
  let made = 0;
  const ports = {
    queue: {
      send: async (signals: Signal[]) => {
        happened.push(`send ${signals.length}`);
      },
    },
    rejectedPayloads: {
      keep: async (rejected: unknown) => {
        happened.push('keep');
        kept.push(rejectedPayload.parse(rejected));
      },
    },
    clock: { now: () => new Date('2026-11-24T08:00:00.000Z'), sleep: async () => undefined },
    ids: {
      next: (prefix: string) => {
        made += 1;
        return `${prefix}_01J00000000000000000000${String(made).padStart(3, '0')}`;
      },
    },
  };
  return { happened, kept, ports };
}
const origin = { source: 'alertmanager', integrationId: 'int_01J0000000000000000000000X' } as const;
const rejection = (payload: unknown) => ({ payload, errors: [{ path: 'alerts.1', message: 'is odd.' }] });
const one = {} as Signal;

describe('accepting what a request brought', () => {
  it('makes the signals durable before it keeps what could not be read', async () => {
    const { happened, kept, ports } = recording();
    await acceptReading({ signals: [one, one], ignored: [], rejected: [rejection({ a: 1 })] }, origin, ports);
    expect(happened).toEqual(['send 2', 'keep']);
    expect(kept).toEqual([
      {
        id: 'rej_01J00000000000000000000001',
        at: '2026-11-24T08:00:00.000Z',
        ...origin,
        reason: 'alerts.1: is odd.',
        payload: '{"a":1}',
      },
    ]);
  });

  it('keeps no more than ten parts of a payload and 32 KB of each, whatever they are', async () => {
    const { kept, ports } = recording();
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const odd = ['é'.repeat(40_000), deep, ...Array.from({ length: 20 }, () => 7)];
    await acceptReading({ signals: [], ignored: [], rejected: odd.map(rejection) }, origin, ports);
    expect(kept).toHaveLength(10);
    const payloads = kept.map((entry) => rejectedPayload.parse(entry).payload);
    expect(Buffer.byteLength(payloads[0] ?? '')).toBeLessThanOrEqual(32 * 1024);
    expect(payloads[0]).toMatch(/^é+… \(cut\)$/);
    expect(payloads[1]).toBe('(nested too deeply to be shown)');
    expect(payloads[2]).toBe('7');
  });

  it('keeps nothing where the signals are not durable, because the client sends all of it again', async () => {
    const { happened, ports } = recording();
    const queue = {
      send: async () => {
        throw new Refusal('unavailable', 'Later.');
      },
    };
    const reading = { signals: [one], ignored: [], rejected: [rejection(7)] };
    await expect(acceptReading(reading, origin, { ...ports, queue })).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(happened).toEqual([]);
  });
});
