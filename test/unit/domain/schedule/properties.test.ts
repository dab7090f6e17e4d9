import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DailyWindow } from '#domain/localTime/schema.ts';
import { instantOf, localAt } from '#domain/localTime/zone.ts';
import type { Departures } from '#domain/schedule/departures.ts';
import { gapsOf } from '#domain/schedule/gaps.ts';
import type { Rota } from '#domain/schedule/layers.ts';
import { onCallAt } from '#domain/schedule/onCall.ts';
import type { Layer, Override } from '#domain/schedule/schema.ts';
import { shiftsOf } from '#domain/schedule/shifts.ts';
import { noDepartures } from './rotas.ts';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

/** Six weeks with the changes of spring, in the north and in the south. */
const FROM = Date.parse('2026-03-01T00:00:00Z');
const TO = Date.parse('2026-04-12T00:00:00Z');

const PEOPLE = [...'abcdef'];
const person = fc.constantFrom(...PEOPLE);
const timeZone = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kolkata',
);
const timeOfDay = fc.constantFrom(
  '00:00',
  '01:30',
  '01:45',
  '02:00',
  '02:15',
  '02:30',
  '03:00',
  '09:00',
  '18:00',
);
const weekdays = fc.uniqueArray(
  fc.constantFrom<NonNullable<DailyWindow['weekdays']>[number]>('monday', 'wednesday', 'saturday', 'sunday'),
  { minLength: 1 },
);
const restrictions = fc.array(
  fc
    .record({ from: timeOfDay, to: timeOfDay, weekdays: fc.option(weekdays, { nil: undefined }) })
    .map(({ from, to, weekdays }): DailyWindow => ({ from, to, ...(weekdays && { weekdays }) })),
  { maxLength: 2 },
);
const minute = fc.integer({ min: FROM / 60_000, max: TO / 60_000 - 1 }).map((minutes) => minutes * 60_000);
const instant = minute.map((at) => new Date(at));
const span = fc.tuple(minute, fc.integer({ min: 1, max: 10 * 24 * 60 })).map(([from, minutes]) => ({
  from: new Date(from).toISOString(),
  to: new Date(from + minutes * 60_000).toISOString(),
}));

const unrestricted = fc
  .record({
    participants: fc.array(person, { minLength: 1, maxLength: 5 }),
    every: fc.constantFrom('PT1H', 'PT5H', 'PT8H', 'PT12H', 'P1D', 'P3D', 'P7D'),
    handoff: timeOfDay,
    day: fc.integer({ min: -60, max: 20 }),
    onCall: fc.integer({ min: 1, max: 3 }),
    name: fc.constantFrom('Primary', 'Nights', 'Launch'),
  })
  .map(({ participants, every, handoff, day, onCall, name }): Layer => {
    const from = new Date(FROM + day * DAY_MS).toISOString().slice(0, 10);
    return {
      name,
      participants,
      rotation: { every, handoff, from },
      onCall: Math.min(onCall, new Set(participants).size),
      until: null,
    };
  });
const layer = fc.record({ layer: unrestricted, restrictions, until: fc.option(instant, { freq: 4 }) }).map(
  ({ layer, restrictions, until }): Layer => ({
    ...layer,
    restrictions,
    until: until?.toISOString() ?? null,
  }),
);
const rota: fc.Arbitrary<Rota> = fc.record({
  timeZone,
  layers: fc.array(layer, { minLength: 1, maxLength: 4 }),
});
const override = fc
  .record({
    action: fc.constantFrom('add', 'remove', 'replace'),
    contactId: person,
    replaced: person,
    span,
    number: fc.integer({ min: 0, max: 99 }),
  })
  .filter(({ contactId, replaced }) => contactId !== replaced)
  .map(
    ({ action, contactId, replaced, span, number }): Override => ({
      id: `ovr_${String(number).padStart(26, '0')}`,
      action,
      contactId,
      ...(action === 'replace' && { replaces: replaced }),
      ...span,
      createdAt: '2026-01-01T00:00:00.000Z',
    }),
  );
const leave = fc
  .record({ contactId: person, substituteId: fc.option(person), span })
  .map(({ contactId, substituteId, span }) => ({ contactId, substituteId, ...span }));
const departures: fc.Arbitrary<Departures> = fc.record({
  overrides: fc.uniqueArray(override, { maxLength: 4, selector: ({ id }) => id }),
  leaves: fc.array(leave, { maxLength: 3 }),
});

const begin = ({ timeZone, layers }: Rota) => {
  const begins = layers.map(({ rotation }) => instantOf(timeZone, rotation.from, rotation.handoff, 'first'));
  return new Date(Math.min(...begins));
};
const people = (rota: Rota, departures: Departures, at: Date) =>
  onCallAt(rota, departures, at)
    .onCall.map(({ contactId }) => contactId)
    .sort();
const isIn = ({ from, to }: { from: string; to: string }, at: Date) =>
  Date.parse(from) <= at.getTime() && at.getTime() < Date.parse(to);

/** Whether the clock on the wall shows this minute twice. */
function isAmbiguous(timeZone: string, at: Date): boolean {
  const { date, minutes } = localAt(timeZone, at.getTime());
  const time = [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return instantOf(timeZone, date, time, 'first') !== instantOf(timeZone, date, time, 'last');
}

describe('any schedule', () => {
  it('without restrictions has no gap after its start', () => {
    const layers = fc.array(unrestricted, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(timeZone, layers, (timeZone, layers) => {
        const rota = { timeZone, layers };
        const start = begin(rota);
        expect(gapsOf(rota, noDepartures, start, new Date(TO))).toEqual([]);
        const before = new Date(start.getTime() - HOUR_MS);
        expect(gapsOf(rota, noDepartures, before, start)).toHaveLength(1);
      }),
    );
  });

  it('has never more on call than its layer says, and twice as many only while the clocks repeat an hour', () => {
    fc.assert(
      fc.property(timeZone, layer, (timeZone, layer) => {
        const rota = { timeZone, layers: [layer] };
        const spans = shiftsOf(rota, noDepartures, new Date(FROM), new Date(TO)).map(({ from, to }) => ({
          from: Date.parse(from),
          to: Date.parse(to),
        }));
        const crowded = spans.filter(({ from: at }) => {
          const most = isAmbiguous(timeZone, new Date(at)) ? 2 * layer.onCall : layer.onCall;
          return spans.filter(({ from, to }) => from <= at && at < to).length > most;
        });
        expect(crowded).toEqual([]);
      }),
    );
  });

  it('has exactly as many on call as its layer says wherever the time on the wall is clear', () => {
    fc.assert(
      fc.property(timeZone, unrestricted, instant, (timeZone, layer, at) => {
        const rota = { timeZone, layers: [layer] };
        fc.pre(at >= begin(rota) && !isAmbiguous(timeZone, at));
        expect(onCallAt(rota, noDepartures, at).onCall).toHaveLength(layer.onCall);
      }),
    );
  });

  it('is at each instant its last layer that is active', () => {
    fc.assert(
      fc.property(rota, instant, ({ timeZone, layers }, at) => {
        const alone = layers.map((layer) => people({ timeZone, layers: [layer] }, noDepartures, at));
        const active = alone.findLast((people) => people.length > 0) ?? [];
        expect(people({ timeZone, layers }, noDepartures, at)).toEqual(active);
      }),
    );
  });

  it('names nobody twice', () => {
    fc.assert(
      fc.property(rota, departures, instant, (rota, departures, at) => {
        const found = people(rota, departures, at);
        expect(found).toEqual([...new Set(found)]);
      }),
    );
  });

  it('has nobody off who is on call, and nobody missing who is not off', () => {
    fc.assert(
      fc.property(rota, departures, instant, (rota, departures, at) => {
        const { onCall, off } = onCallAt(rota, departures, at);
        const on = onCall.map(({ contactId }) => contactId);
        const away = off.map(({ contactId }) => contactId);
        expect(away.filter((contactId) => on.includes(contactId))).toEqual([]);
        expect([...on, ...away]).toEqual(expect.arrayContaining(people(rota, noDepartures, at)));
      }),
    );
  });
});

describe('departures', () => {
  it('change nothing outside of their span', () => {
    fc.assert(
      fc.property(
        rota,
        departures,
        override,
        leave,
        instant,
        (rota, { overrides, leaves }, one, other, at) => {
          fc.pre(!isIn(one, at) && !isIn(other, at));
          const others = overrides.filter(({ id }) => id !== one.id);
          const without = onCallAt(rota, { overrides: others, leaves }, at);
          const withBoth = onCallAt(rota, { overrides: [...others, one], leaves: [...leaves, other] }, at);
          const withoutEnds = ({ onCall, off }: typeof without) => ({
            onCall: onCall.map((person) => ({ ...person, until: null })),
            off,
          });
          expect(withoutEnds(withBoth)).toEqual(withoutEnds(without));
        },
      ),
    );
  });

  it('by an override have just the effect that it names within its span', () => {
    fc.assert(
      fc.property(rota, override, fc.nat(), (rota, one, offset) => {
        const length = Date.parse(one.to) - Date.parse(one.from);
        const at = new Date(Date.parse(one.from) + (offset % length));
        const before = people(rota, noDepartures, at);
        const { contactId, replaces } = one;
        const plus = (list: string[]) => [...new Set([...list, contactId])].sort();
        const minus = (gone: string) => before.filter((person) => person !== gone);
        const expected = {
          add: plus(before),
          remove: minus(contactId),
          replace: replaces && before.includes(replaces) ? plus(minus(replaces)) : before,
        };
        expect(people(rota, { overrides: [one], leaves: [] }, at)).toEqual(expected[one.action]);
      }),
      { numRuns: 200 },
    );
  });

  it('by leaves have nobody on call who is away, whatever the overrides', () => {
    fc.assert(
      fc.property(rota, departures, instant, (rota, departures, at) => {
        const away = departures.leaves.filter((one) => isIn(one, at)).map(({ contactId }) => contactId);
        const found = people(rota, departures, at);
        expect(found.filter((contactId) => away.includes(contactId))).toEqual([]);
      }),
    );
  });
});

describe('shifts', () => {
  it('are those who are on call at any instant, with the same end', () => {
    fc.assert(
      fc.property(
        rota,
        departures,
        fc.array(instant, { minLength: 3, maxLength: 3 }),
        (rota, departures, instants) => {
          const shifts = shiftsOf(rota, departures, new Date(FROM), new Date(TO));
          for (const at of instants) {
            const byShifts = shifts
              .filter((shift) => isIn(shift, at))
              .map(({ from, to, ...person }) => ({ ...person, until: to }));
            const byInstant = onCallAt(rota, departures, at).onCall.map((person) => ({
              ...person,
              until: cutOff(person.until),
            }));
            expect(byShifts.sort(byContact)).toEqual(byInstant.sort(byContact));
          }
        },
      ),
    );
  });

  it('are in the order of their beginning, each as long as it can be', () => {
    fc.assert(
      fc.property(rota, departures, (rota, departures) => {
        const shifts = shiftsOf(rota, departures, new Date(FROM), new Date(TO));
        expect(shifts.map(({ from }) => from)).toEqual(shifts.map(({ from }) => from).sort());
        const edges = shifts.map(({ from, to, ...person }) => ({ from, to, person: JSON.stringify(person) }));
        const begins = new Set(edges.map(({ from, person }) => from + person));
        expect(edges.filter(({ to, person }) => begins.has(to + person))).toEqual([]);
        expect(edges.filter(({ from, to }) => from >= to)).toEqual([]);
      }),
    );
  });

  it('of a part of the time are those of the whole time, cut off', () => {
    fc.assert(
      fc.property(rota, departures, span, (rota, departures, part) => {
        const whole = shiftsOf(rota, departures, new Date(FROM - 20 * DAY_MS), new Date(TO + 20 * DAY_MS));
        const cut = whole
          .map((shift) => ({
            ...shift,
            from: later(shift.from, part.from),
            to: earlier(shift.to, part.to),
          }))
          .filter(({ from, to }) => from < to);
        const found = shiftsOf(rota, departures, new Date(part.from), new Date(part.to));
        expect(found.sort(byBegin)).toEqual(cut.sort(byBegin));
      }),
    );
  });

  it('leave exactly the gaps', () => {
    fc.assert(
      fc.property(rota, departures, (rota, departures) => {
        const range = [new Date(FROM), new Date(TO)] as const;
        const gaps: { from: string; to: string }[] = [];
        let covered = range[0].toISOString();
        for (const { from, to } of shiftsOf(rota, departures, ...range)) {
          if (covered < from) gaps.push({ from: covered, to: from });
          if (covered < to) covered = to;
        }
        const end = range[1].toISOString();
        if (covered < end) gaps.push({ from: covered, to: end });
        expect(gapsOf(rota, departures, ...range)).toEqual(gaps);
      }),
    );
  });
});

/** Instants in RFC 3339 sort as text. */
const earlier = (...instants: string[]) => instants.sort()[0] ?? '';
const later = (...instants: string[]) => instants.sort().at(-1) ?? '';
const cutOff = (until: string | null) =>
  earlier(new Date(TO).toISOString(), ...(until === null ? [] : [until]));
const byContact = (one: { contactId: string }, other: { contactId: string }) =>
  one.contactId < other.contactId ? -1 : 1;
const byBegin = (one: { from: string; contactId: string }, other: { from: string; contactId: string }) =>
  `${one.from}${one.contactId}` < `${other.from}${other.contactId}` ? -1 : 1;
