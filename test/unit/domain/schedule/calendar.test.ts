import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleCalendar } from '#domain/schedule/calendar.ts';
import type { Shift } from '#domain/schedule/schema.ts';
import { shiftsOf } from '#domain/schedule/shifts.ts';
import { overrideOf, rotaOf } from './rotas.ts';

const SCHEDULE = { id: 'sch_01', name: 'Payments' };
const NOW = new Date('2026-01-04T12:00:00.500Z');
const NAMES = new Map([
  ['a', 'Ada'],
  ['g', 'Grace'],
]);

const calendar = (shifts: Shift[], names = NAMES, name = 'Payments', now = NOW) =>
  scheduleCalendar({ name, entries: shifts.map((shift) => ({ schedule: SCHEDULE, shift })), names, now });

/** The lines as a reader sees them, RFC 5545 section 3.1. */
const unfolded = (text: string) => text.replaceAll('\r\n ', '').split('\r\n');

const rota = rotaOf('Europe/Berlin', { people: 'ag', handoff: '02:30', from: '2026-10-23' });
const FROM = new Date('2026-10-23T00:30Z');
const TO = new Date('2026-10-27T01:30Z');

describe('a calendar of shifts', () => {
  it('has one event for each shift, also across a change of the clocks', () => {
    const shifts = shiftsOf(rota, { overrides: [], leaves: [] }, FROM, TO);
    const lines = unfolded(calendar(shifts));
    const values = (name: string) =>
      lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1));
    expect(values('DTSTART')).toEqual([
      '20261023T003000Z',
      '20261024T003000Z',
      '20261025T003000Z',
      '20261026T013000Z',
    ]);
    expect(values('DTEND')).toEqual([
      '20261024T003000Z',
      '20261025T013000Z',
      '20261026T013000Z',
      '20261027T013000Z',
    ]);
    expect(values('SUMMARY').slice(0, 2)).toEqual(['Ada on call: Payments', 'Grace on call: Payments']);
    expect(new Set(values('DTSTAMP'))).toEqual(new Set(['20260104T120000Z']));
    expect(values('DESCRIPTION')).toEqual([]);
    expect(new Set(values('UID')).size).toBe(4);
  });

  it('says who made it and how often to ask again', () => {
    const lines = unfolded(calendar([]));
    expect(lines.slice(0, 3)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Muster//Schedules//EN']);
    expect(lines).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H');
    expect(lines).toContain('X-PUBLISHED-TTL:PT1H');
    expect(lines.slice(-2)).toEqual(['END:VCALENDAR', '']);
  });

  it('keeps the UID of a shift whose end changes', () => {
    const uids = (to: Date, now: Date) =>
      unfolded(
        calendar(shiftsOf(rota, { overrides: [], leaves: [] }, FROM, to), NAMES, 'Payments', now),
      ).filter((line) => line.startsWith('UID:'));
    const later = new Date('2026-02-01T00:00Z');
    expect(uids(new Date('2026-10-23T12:00Z'), NOW)).toEqual(uids(new Date('2026-10-23T18:00Z'), later));
  });

  it.each([
    ['+g', null, 'An override adds Grace.'],
    ['g for a', null, 'Grace takes over from Ada by an override.'],
    [null, 'g', 'Grace stands in for Ada\\, who is away.'],
    ['z for a', null, 'A deleted contact takes over from Ada by an override.'],
  ])('explains a departure: %s %s', (what, substituteId, description) => {
    const span = { from: FROM.toISOString(), to: '2026-10-23T12:00:00.000Z' };
    const departures = {
      overrides: what === null ? [] : [overrideOf(what, span.from, span.to)],
      leaves: substituteId === null ? [] : [{ contactId: 'a', substituteId, ...span }],
    };
    const lines = unfolded(calendar(shiftsOf(rota, departures, FROM, new Date(span.to))));
    expect(lines).toContain(`DESCRIPTION:${description}`);
  });

  it('leaves out what takes less than a second', () => {
    const shift = {
      contactId: 'a',
      layer: null,
      from: '2026-01-05T00:00:00.100Z',
      to: '2026-01-05T00:00:00.900Z',
    };
    expect(calendar([shift])).not.toContain('VEVENT');
  });

  it('escapes what has a meaning in a text', () => {
    const names = new Map([['a', 'Lovelace, Ada; "the\\first"']]);
    const lines = unfolded(
      calendar(shiftsOf(rota, { overrides: [], leaves: [] }, FROM, TO).slice(0, 1), names),
    );
    expect(lines).toContain('SUMMARY:Lovelace\\, Ada\\; "the\\\\first" on call: Payments');
  });

  it('has no line that a name could have brought in, and none too long, whatever the names', () => {
    const [shift] = shiftsOf(rota, { overrides: [], leaves: [] }, FROM, TO);
    if (!shift) throw new Error('The rota has no shift.');
    const plain = unfolded(calendar([shift])).map((line) => line.split(/[:;]/)[0]);
    const text = fc.oneof(
      fc
        .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 200, size: 'max' })
        .map((codePoints) => String.fromCodePoint(...codePoints)),
      fc.string({
        unit: fc.constantFrom('\r', '\n', '\u2028', '\u0085', ' ', 'é', '日', '😀', ',', ':'),
        maxLength: 200,
        size: 'max',
      }),
      fc.constant('x\r\nEND:VEVENT\r\nBEGIN:VEVENT'),
    );
    fc.assert(
      fc.property(text, text, (name, contact) => {
        const written = calendar([shift], new Map([['a', contact]]), name);
        expect(unfolded(written).map((line) => line.split(/[:;]/)[0])).toEqual(plain);
        const wrong = written
          .split('\r\n')
          .filter((line) => Buffer.byteLength(line) > 75 || /[\r\n]/.test(line) || !line.isWellFormed());
        expect(wrong).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
