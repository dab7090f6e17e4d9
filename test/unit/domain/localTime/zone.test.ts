import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { instantOf, localAt } from '#domain/localTime/zone.ts';

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Africa/Casablanca',
  'Africa/Monrovia',
  'Antarctica/Troll',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Pacific/Apia',
  'Pacific/Kwajalein',
  'UTC',
];

const zone = fc.constantFrom(...ZONES);
const between = (from: string, to: string) =>
  fc.integer({ min: Date.parse(from) / 1000, max: Date.parse(to) / 1000 }).map((seconds) => seconds * 1000);
const pad = (number: number) => String(number).padStart(2, '0');

/** A wall time near a change of the zone's clocks, where there is one after the instant. */
function nearChange(timeZone: string, after: number, minutes: number): Temporal.PlainDateTime {
  const start = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone);
  const change = start.getTimeZoneTransition('next') ?? start;
  return change.toPlainDateTime().round({ smallestUnit: 'minute' }).add({ minutes });
}

function expectSameInstants(timeZone: string, wall: Temporal.PlainDateTime): void {
  const date = wall.toPlainDate().toString();
  const time = `${pad(wall.hour)}:${pad(wall.minute)}`;
  const [first, last] = (['compatible', 'later'] as const).map(
    (disambiguation) => wall.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds,
  );
  expect([instantOf(timeZone, date, time, 'first'), instantOf(timeZone, date, time, 'last')]).toEqual([
    first,
    last,
  ]);
}

describe('local time', () => {
  it('is what Temporal says at any instant from 1970 to 2199', () => {
    fc.assert(
      fc.property(zone, between('1970-01-02', '2199-12-30'), (timeZone, at) => {
        const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
        const local = localAt(timeZone, at);
        expect(local.date).toBe(wall.toPlainDate().toString());
        expect(local.minutes).toBe(wall.hour * 60 + wall.minute);
        expect(local.weekday).toBe(wall.toLocaleString('en', { weekday: 'long' }).toLowerCase());
      }),
      { numRuns: 200 },
    );
  });

  it('leads to the instants that Temporal gives, close to every kind of change', () => {
    fc.assert(
      fc.property(
        zone,
        between('1975-01-01', '2080-01-01'),
        fc.integer({ min: -1600, max: 1600 }),
        (timeZone, after, minutes) => expectSameInstants(timeZone, nearChange(timeZone, after, minutes)),
      ),
      { numRuns: 400 },
    );
  });

  it.each([
    [
      'a skipped hour',
      'Europe/Berlin',
      '2026-03-29',
      '02:30',
      '2026-03-29T01:30:00Z',
      '2026-03-29T01:30:00Z',
    ],
    [
      'a repeated hour',
      'Europe/Berlin',
      '2026-10-25',
      '02:30',
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
    ],
    [
      'the end of a repeated hour',
      'Europe/Berlin',
      '2026-10-25',
      '03:00',
      '2026-10-25T02:00:00Z',
      '2026-10-25T02:00:00Z',
    ],
    [
      'a skipped half hour',
      'Australia/Lord_Howe',
      '2026-10-04',
      '02:15',
      '2026-10-03T15:45:00Z',
      '2026-10-03T15:45:00Z',
    ],
    [
      'a repeated half hour',
      'Australia/Lord_Howe',
      '2026-04-05',
      '01:45',
      '2026-04-04T14:45:00Z',
      '2026-04-04T15:15:00Z',
    ],
    [
      'a skipped midnight',
      'America/Sao_Paulo',
      '2018-11-04',
      '00:00',
      '2018-11-04T03:00:00Z',
      '2018-11-04T03:00:00Z',
    ],
    [
      'a repeated end of the day',
      'America/Sao_Paulo',
      '2018-02-17',
      '23:30',
      '2018-02-18T01:30:00Z',
      '2018-02-18T02:30:00Z',
    ],
    [
      'clocks that go back for a month of fasting',
      'Africa/Casablanca',
      '2026-02-15',
      '02:30',
      '2026-02-15T01:30:00Z',
      '2026-02-15T02:30:00Z',
    ],
    ['a skipped day', 'Pacific/Apia', '2011-12-30', '12:00', '2011-12-30T22:00:00Z', '2011-12-30T22:00:00Z'],
    [
      'no change at all',
      'Asia/Kolkata',
      '2026-03-29',
      '02:30',
      '2026-03-28T21:00:00Z',
      '2026-03-28T21:00:00Z',
    ],
  ])('knows %s', (_, timeZone, date, time, first, last) => {
    const instants = (['first', 'last'] as const).map((which) => instantOf(timeZone, date, time, which));
    expect(instants).toEqual([Date.parse(first), Date.parse(last)]);
  });

  it('refuses a zone that is none', () => {
    expect(() => localAt('Europe/Atlantis', 0)).toThrow(RangeError);
  });
});
