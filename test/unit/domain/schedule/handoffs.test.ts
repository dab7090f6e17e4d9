import { describe, expect, it } from 'vitest';
import type { DailyWindow } from '#domain/localTime/schema.ts';
import { gapsOf } from '#domain/schedule/gaps.ts';
import { onCallAt } from '#domain/schedule/onCall.ts';
import type { Shift } from '#domain/schedule/schema.ts';
import { shiftsOf } from '#domain/schedule/shifts.ts';
import { noDepartures, rotaOf } from './rotas.ts';
import { STEP_MS, type WatchedWall, wallPlus, watchWall } from './wall.ts';

/** The weeks around the changes of 2026; where clocks never change, those of Berlin. */
const WEEKS: [timeZone: string, ...starts: string[]][] = [
  ['Europe/Berlin', '2026-03-26', '2026-10-22'],
  ['America/New_York', '2026-03-05', '2026-10-29'],
  ['Australia/Sydney', '2026-04-02', '2026-10-01'],
  ['Australia/Lord_Howe', '2026-04-02', '2026-10-01'],
  ['Asia/Kolkata', '2026-03-26', '2026-10-22'],
];
const walls = WEEKS.flatMap(([timeZone, ...starts]) =>
  starts.map((start) => ({ timeZone, start, wall: watchWall(timeZone, `${start}T00:00:00Z`, 7) })),
);

const HANDOFFS = ['00:00', '01:30', '01:45', '02:00', '02:15', '02:30', '03:00', '09:00'];
const ROTATIONS: [every: string, hours: number][] = [
  ['P1D', 24],
  ['PT12H', 12],
  ['PT8H', 8],
  ['PT5H', 5],
  ['PT1H', 1],
];

/** Enough people that in a week of the shortest turns nobody follows close on themselves. */
const PEOPLE = 'abcdefg';

/** Who starts and who stops at which instant of the walk, by the times on the wall alone. */
function handoffsOn(wall: WatchedWall, start: string, handoff: string, hours: number) {
  const begins = new Map<number, string>();
  const ends = new Map<number, string>();
  for (let turn = 0; turn * hours < 11 * 24; turn++) {
    const person = PEOPLE[turn % PEOPLE.length] as string;
    const time = wallPlus(`${start} ${handoff}:00`, turn * hours * 60);
    const begin = wall.occurrences(time);
    const end = wall.occurrences(wallPlus(time, hours * 60));
    // Both skipped, or the one skipped to the other: a turn that takes no time.
    if (begin && end && end.last <= begin.first) continue;
    if (begin) begins.set(begin.first, person);
    if (end) ends.set(end.last, person);
  }
  return { begins, ends };
}

/** Walks through a week and compares at each step; the first day only finds out who is on call when it ends. */
function differences(wall: WatchedWall, shifts: Shift[], expected: ReturnType<typeof handoffsOn>): string[] {
  const begins = Map.groupBy(shifts, ({ from }) => Date.parse(from));
  const ends = Map.groupBy(shifts, ({ to }) => Date.parse(to));
  const onCall = new Set<string>();
  const wanted = new Set<string>();
  const found: string[] = [];
  for (const [step, at] of wall.instants.entries()) {
    for (const { contactId } of ends.get(at) ?? []) onCall.delete(contactId);
    for (const { contactId } of begins.get(at) ?? []) onCall.add(contactId);
    wanted.delete(expected.ends.get(at) ?? '');
    if (expected.begins.has(at)) wanted.add(expected.begins.get(at) as string);
    if (step < 24 * 120) continue;
    if (wanted.size !== onCall.size || ![...wanted].every((person) => onCall.has(person))) {
      found.push(`${new Date(at).toISOString()}: ${[...onCall]}, not ${[...wanted]}`);
    }
  }
  return found;
}

describe('through the weeks in which clocks change, every 30 seconds', () => {
  describe.each(walls)('$timeZone from $start', ({ timeZone, start, wall }) => {
    const from = new Date(wall.instants[0] ?? 0);
    const to = new Date((wall.instants.at(-1) ?? 0) + STEP_MS);
    const dayBefore = wallPlus(`${start} 00:00:00`, -24 * 60).slice(0, 10);

    it.each(ROTATIONS)('those are on call whose turn it is by the wall, every %s', (every, hours) => {
      for (const handoff of HANDOFFS) {
        const rota = rotaOf(timeZone, { people: PEOPLE, every, handoff, from: dayBefore });
        const expected = handoffsOn(wall, dayBefore, handoff, hours);
        expect(expected.begins.size).toBeGreaterThan((5 * 24) / hours);
        const found = differences(wall, shiftsOf(rota, noDepartures, from, to), expected);
        expect(found.slice(0, 5), `${every} at ${handoff}`).toEqual([]);
      }
    });

    it('onCallAt changes at the very millisecond of each hand-off', () => {
      for (const handoff of HANDOFFS) {
        const rota = rotaOf(timeZone, { people: PEOPLE, every: 'P1D', handoff, from: dayBefore });
        const { begins, ends } = handoffsOn(wall, dayBefore, handoff, 24);
        const people = (at: number) => onCallAt(rota, noDepartures, new Date(at)).onCall;
        for (const [at, person] of begins) {
          expect(people(at - 1).map(({ contactId }) => contactId)).not.toContain(person);
          expect(people(at).map(({ contactId }) => contactId)).toContain(person);
        }
        for (const [at, person] of ends) {
          const until = new Date(at).toISOString();
          expect(people(at - 1)).toContainEqual({ contactId: person, layer: 'Primary', until });
          expect(people(at).map(({ contactId }) => contactId)).not.toContain(person);
        }
      }
    });

    it.each<DailyWindow>([
      { from: '02:30', to: '09:00' },
      { from: '22:00', to: '01:45' },
      { from: '01:30', to: '02:15' },
      { from: '02:00', to: '03:00' },
      { weekdays: ['saturday'], from: '02:30', to: '02:30' },
      { weekdays: ['sunday'], from: '00:00', to: '00:00' },
    ])('a layer counts only within $weekdays $from to $to', (restriction) => {
      const rota = rotaOf(timeZone, { from: '2026-01-05', restrictions: [restriction] });
      const gaps = gapsOf(rota, noDepartures, from, to);
      const windows = Array.from({ length: 9 }, (_, day) => wallPlus(`${dayBefore} 00:00:00`, day * 24 * 60))
        .map((midnight) => midnight.slice(0, 10))
        .filter((date) => restriction.weekdays?.includes(nameOfDay(date)) ?? true)
        .map((date) => {
          const endDate =
            restriction.to > restriction.from ? date : wallPlus(`${date} 00:00:00`, 24 * 60).slice(0, 10);
          return {
            from: wall.occurrences(`${date} ${restriction.from}:00`)?.first ?? Number.NEGATIVE_INFINITY,
            to: wall.occurrences(`${endDate} ${restriction.to}:00`)?.last ?? Number.POSITIVE_INFINITY,
          };
        })
        .filter(({ from, to }) => Number.isFinite(from) || Number.isFinite(to));
      const spans = gaps.map((gap) => ({ from: Date.parse(gap.from), to: Date.parse(gap.to) }));
      const covers = (at: number) => (span: { from: number; to: number }) => span.from <= at && at < span.to;
      const wrong = wall.instants.filter((at) => spans.some(covers(at)) === windows.some(covers(at)));
      expect(wrong.map((at) => new Date(at).toISOString())).toEqual([]);
      expect(gaps.length).toBeGreaterThan(1);
    });
  });
});

const nameOfDay = (date: string) =>
  new Date(date).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }).toLowerCase() as NonNullable<
    DailyWindow['weekdays']
  >[number];

describe('a hand-off in Berlin at 02:30', () => {
  const rota = rotaOf('Europe/Berlin', { people: 'ag', handoff: '02:30', from: '2026-03-27' });
  const shifts = (from: string, to: string) =>
    shiftsOf(rota, noDepartures, new Date(from), new Date(to)).map((shift) => [
      shift.contactId,
      shift.from.slice(0, 16),
      shift.to.slice(0, 16),
    ]);

  it('is at 03:30 on the day on which 02:30 is skipped', () => {
    expect(shifts('2026-03-28T01:30Z', '2026-03-30T00:30Z')).toEqual([
      ['g', '2026-03-28T01:30', '2026-03-29T01:30'],
      ['a', '2026-03-29T01:30', '2026-03-30T00:30'],
    ]);
  });

  it('has both people on call for the hour between the two 02:30', () => {
    expect(shifts('2026-10-24T00:30Z', '2026-10-26T01:30Z')).toEqual([
      ['g', '2026-10-24T00:30', '2026-10-25T01:30'],
      ['a', '2026-10-25T00:30', '2026-10-26T01:30'],
    ]);
    const between = onCallAt(rota, noDepartures, new Date('2026-10-25T01:00Z'));
    expect(between.onCall).toEqual([
      { contactId: 'g', layer: 'Primary', until: '2026-10-25T01:30:00.000Z' },
      { contactId: 'a', layer: 'Primary', until: '2026-10-26T01:30:00.000Z' },
    ]);
  });
});
