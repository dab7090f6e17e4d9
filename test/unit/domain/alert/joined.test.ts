import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '#domain/alert/joined.ts';
import type { Signal } from '#domain/signal/schema.ts';

const signal = (number: number, summary = 'Errors'): Signal => ({
  id: `alr_${String(number).padStart(26, '0')}`,
  at: '2026-03-01T03:00:00.000Z',
  receivedAt: '2026-03-01T03:00:00.000Z',
  source: 'events',
  origin: 'probe',
  action: 'trigger',
  summary,
  severity: 'high',
  category: null,
  dedupKey: 'checkout',
  serviceId: null,
  alarm: null,
  links: [],
  details: {},
});

/** Of characters that take one UTF-16 unit and two, so that any cut may fall into the middle of one. */
const anySummary = fc
  .array(fc.constantFrom('a', 'ä', '漢', '🔥'), { minLength: 1, maxLength: 300 })
  .map((characters) => characters.join(''));

describe('signals of one batch', () => {
  it('are all counted and the last few kept by name', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (count) => {
        const signals = Array.from({ length: count }, (_, index) => signal(index + 1));
        const joined = fold(signals);
        expect(joined.count).toBe(count);
        expect(joined.signals.reduce((sum, alert) => sum + alert.count, 0)).toBe(count);
        expect(joined.signals.map((alert) => alert.id)).toEqual(signals.slice(-3).map(({ id }) => id));
      }),
    );
  });

  it('are shortened without cutting through a character, which DynamoDB refuses', () => {
    fc.assert(
      fc.property(anySummary, (summary) => {
        const [kept] = fold([signal(1, summary)]).signals;
        expect(kept?.summary.isWellFormed()).toBe(true);
        expect(kept?.summary.length).toBeLessThanOrEqual(120);
      }),
    );
  });
});
