import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coalesce } from '#domain/signal/coalesce.ts';
import { deliveredId } from '#domain/signal/deliveredId.ts';
import type { Signal } from '#domain/signal/schema.ts';

const START = Date.parse('2026-11-24T08:00:00.000Z');

function signalAt(second: number, fields: Partial<Signal> = {}): Signal {
  const at = new Date(START + second * 1000).toISOString();
  return {
    id: deliveredId('alr', at, JSON.stringify([second, fields])),
    at,
    receivedAt: at,
    source: 'cloudwatch',
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
  };
}
const shape = (signals: Signal[]) => coalesce(signals).map((run) => [run.action, run.signals.length]);

describe('coalescing', () => {
  it('makes one run of triggers that follow each other', () => {
    const [run] = coalesce([signalAt(2), signalAt(1), signalAt(3)]);
    expect(run?.action).toBe('trigger');
    expect(run?.signals.map(({ at }) => at)).toEqual([
      '2026-11-24T08:00:01.000Z',
      '2026-11-24T08:00:02.000Z',
      '2026-11-24T08:00:03.000Z',
    ]);
  });

  it('keeps a trigger and the resolve after it, in the order in which they happened', () => {
    const resolved = signalAt(5, { action: 'resolve' });
    expect(shape([resolved, signalAt(1), signalAt(9)])).toEqual([
      ['trigger', 1],
      ['resolve', 1],
      ['trigger', 1],
    ]);
  });

  it('goes by the arrival where a tool gives free times', () => {
    const earlier = { source: 'pagerduty', receivedAt: '2026-11-24T08:00:01.000Z' } as const;
    const later = { source: 'pagerduty', receivedAt: '2026-11-24T08:00:02.000Z' } as const;
    expect(shape([signalAt(0, later), signalAt(1, { ...earlier, action: 'resolve' })])).toEqual([
      ['resolve', 1],
      ['trigger', 1],
    ]);
  });

  it('counts a repeated delivery once', () => {
    expect(shape([signalAt(1), signalAt(1)])).toEqual([['trigger', 1]]);
  });

  it('preserves the last state and counts every signal once', () => {
    const action = fc.constantFrom('trigger', 'acknowledge', 'resolve');
    const some = fc.array(fc.record({ second: fc.nat(5), action, tag: fc.nat(3) }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(some, (drafts) => {
        const signals = drafts.map(({ second, action, tag }) =>
          signalAt(second, { action, origin: String(tag) }),
        );
        const distinct = [...new Map(signals.map((signal) => [signal.id, signal])).values()];
        const runs = coalesce(signals);
        expect(runs.flatMap((run) => run.signals).length).toBe(distinct.length);
        const latest = distinct
          .map(({ at }) => at)
          .toSorted()
          .at(-1);
        expect(runs.at(-1)?.action).toBe(distinct.findLast(({ at }) => at === latest)?.action);
        expect(runs.every((run, index) => run.action !== runs[index + 1]?.action)).toBe(true);
      }),
    );
  });
});

describe('the id of a delivery', () => {
  it('has the form of an id, sorts by time and is the same each time', () => {
    const one = deliveredId('alr', '2026-11-24T08:00:00.000Z', 'message');
    expect(one).toMatch(/^alr_[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    expect(deliveredId('alr', '2026-11-24T08:00:00.000Z', 'message')).toBe(one);
    expect(deliveredId('alr', '2026-11-24T08:00:00.000Z', 'other')).not.toBe(one);
    expect(deliveredId('alr', '2026-11-24T08:00:00.001Z', 'message') > one).toBe(true);
  });
});
