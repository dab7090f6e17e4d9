import { describe, expect, it } from 'vitest';
import type { DailyWindow } from '#domain/localTime/schema.ts';
import { isWithin, windowsBetween } from '#domain/localTime/window.ts';

const BERLIN = 'Europe/Berlin';
const written = (window: DailyWindow, timeZone: string, from: string, to: string) =>
  windowsBetween(window, timeZone, Date.parse(from), Date.parse(to)).map((span) =>
    [span.from, span.to].map((at) => new Date(at).toISOString().slice(0, 16)),
  );

describe('a daily window', () => {
  it('is whole, also where only a part of it is looked at', () => {
    expect(written({ from: '09:00', to: '17:00' }, BERLIN, '2026-01-05T10:00Z', '2026-01-06T08:01Z')).toEqual(
      [
        ['2026-01-05T08:00', '2026-01-05T16:00'],
        ['2026-01-06T08:00', '2026-01-06T16:00'],
      ],
    );
  });

  it('begins with its first instant and is over at its end', () => {
    const window = { from: '09:00', to: '17:00' };
    const within = (at: string) => isWithin(window, BERLIN, Date.parse(at));
    expect(within('2026-01-05T07:59:59.999Z')).toBe(false);
    expect(within('2026-01-05T08:00Z')).toBe(true);
    expect(within('2026-01-05T15:59:59.999Z')).toBe(true);
    expect(within('2026-01-05T16:00Z')).toBe(false);
  });

  it('over midnight belongs to the day on which it begins', () => {
    const window: DailyWindow = { weekdays: ['sunday'], from: '22:00', to: '06:00' };
    expect(written(window, BERLIN, '2026-01-03T00:00Z', '2026-01-10T00:00Z')).toEqual([
      ['2026-01-04T21:00', '2026-01-05T05:00'],
    ]);
  });

  it('from a time to the same time lasts a day of the wall', () => {
    const window: DailyWindow = { weekdays: ['sunday'], from: '00:00', to: '00:00' };
    expect(written(window, BERLIN, '2026-10-25T00:00Z', '2026-10-26T00:00Z')).toEqual([
      ['2026-10-24T22:00', '2026-10-25T23:00'],
    ]);
  });

  it('begins at the first occurrence of an ambiguous time and ends at the last', () => {
    expect(written({ from: '02:15', to: '02:45' }, BERLIN, '2026-10-25T00:00Z', '2026-10-25T12:00Z')).toEqual(
      [['2026-10-25T00:15', '2026-10-25T01:45']],
    );
  });

  it('moves forward with a skipped time', () => {
    expect(written({ from: '02:30', to: '06:00' }, BERLIN, '2026-03-29T00:00Z', '2026-03-29T12:00Z')).toEqual(
      [['2026-03-29T01:30', '2026-03-29T04:00']],
    );
  });

  it('does not take place where a change leaves no time for it', () => {
    const window = { from: '02:30', to: '03:15' };
    expect(written(window, BERLIN, '2026-03-29T00:00Z', '2026-03-29T12:00Z')).toEqual([]);
  });
});
