import { describe, expect, it } from 'vitest';
import { gapsOf } from '#domain/schedule/gaps.ts';
import { leavesOf } from '#domain/schedule/leaves.ts';
import { onCallAt } from '#domain/schedule/onCall.ts';
import type { Override } from '#domain/schedule/schema.ts';
import { shiftsOf } from '#domain/schedule/shifts.ts';
import { noDepartures, overrideOf, rotaOf } from './rotas.ts';

/** Days of UTC between a, g and k; the fifth is a's. */
const rota = rotaOf('UTC', { handoff: '00:00' });
const NOON = new Date('2026-01-05T12:00Z');

const away = (contactId: string, substituteId: string | null = null) => ({
  contactId,
  from: '2026-01-05T06:00:00.000Z',
  to: '2026-01-05T18:00:00.000Z',
  substituteId,
});
const today = (what: string, number?: number) =>
  overrideOf(what, '2026-01-05T06:00Z', '2026-01-05T18:00Z', number);
const people = (
  overrides: Override[],
  leaves = noDepartures.leaves as ReturnType<typeof away>[],
  of = rota,
) => onCallAt(of, { overrides, leaves }, NOON).onCall.map(({ contactId }) => contactId);

describe('who is on call', () => {
  it('has the layer and the end of the turn', () => {
    expect(onCallAt(rota, noDepartures, NOON)).toEqual({
      at: '2026-01-05T12:00:00.000Z',
      onCall: [{ contactId: 'a', layer: 'Primary', until: '2026-01-06T00:00:00.000Z' }],
      off: [],
    });
  });

  it('is nobody before the first turn', () => {
    expect(onCallAt(rota, noDepartures, new Date('2026-01-04T23:59:59.999Z')).onCall).toEqual([]);
  });

  it('is the next from the very instant of the hand-off', () => {
    expect(onCallAt(rota, noDepartures, new Date('2026-01-06T00:00Z')).onCall).toMatchObject([
      { contactId: 'g' },
    ]);
  });

  it.each([
    ['never ends', {}, null],
    ['ends after most of a year', { until: '2026-12-20T00:00:00.000Z' }, '2026-12-20T00:00:00.000Z'],
    ['ends after more than a year', { until: '2027-02-01T00:00:00.000Z' }, null],
  ])('until when: it %s', (_, end, until) => {
    const alone = rotaOf('UTC', { people: 'a', handoff: '00:00', ...end });
    expect(onCallAt(alone, noDepartures, NOON).onCall).toMatchObject([{ until }]);
  });

  it('ends where a restriction, an override or a leave takes it away', () => {
    const alone = rotaOf('UTC', { people: 'a', handoff: '00:00' });
    const end = (of: typeof alone, departures: Parameters<typeof onCallAt>[1]) =>
      onCallAt(of, departures, NOON).onCall[0]?.until;
    const day = rotaOf('UTC', { people: 'a', restrictions: [{ from: '09:00', to: '17:00' }] });
    expect(end(day, noDepartures)).toBe('2026-01-05T17:00:00.000Z');
    const override = overrideOf('-a', '2026-01-08T00:00Z', '2026-01-09T00:00Z');
    expect(end(alone, { overrides: [override], leaves: [] })).toBe('2026-01-08T00:00:00.000Z');
    const leave = { ...away('a'), from: '2026-02-01T00:00:00.000Z', to: '2026-02-02T00:00:00.000Z' };
    expect(end(alone, { overrides: [], leaves: [leave] })).toBe('2026-02-01T00:00:00.000Z');
  });
});

describe('an override', () => {
  it('adds somebody, who is on call without a layer', () => {
    const override = today('+z');
    expect(onCallAt(rota, { overrides: [override], leaves: [] }, NOON).onCall).toEqual([
      { contactId: 'a', layer: 'Primary', until: '2026-01-06T00:00:00.000Z' },
      {
        contactId: 'z',
        layer: null,
        until: '2026-01-05T18:00:00.000Z',
        override: { kind: 'override', action: 'add', id: override.id, instead: null },
      },
    ]);
  });

  it('adds nobody twice', () => {
    expect(onCallAt(rota, { overrides: [today('+a')], leaves: [] }, NOON).onCall).toEqual([
      { contactId: 'a', layer: 'Primary', until: '2026-01-06T00:00:00.000Z' },
    ]);
  });

  it('adds somebody also where no layer is active', () => {
    const override = overrideOf('+z', '2026-01-01T00:00Z', '2026-01-02T00:00Z');
    expect(
      onCallAt(rota, { overrides: [override], leaves: [] }, new Date('2026-01-01T12:00Z')).onCall,
    ).toMatchObject([{ contactId: 'z', layer: null }]);
  });

  it('removes somebody, who is then off with the reason', () => {
    const override = today('-a');
    expect(onCallAt(rota, { overrides: [override], leaves: [] }, NOON)).toMatchObject({
      onCall: [],
      off: [
        {
          contactId: 'a',
          layer: 'Primary',
          override: { kind: 'override', action: 'remove', id: override.id, instead: 'a' },
        },
      ],
    });
  });

  it('replaces somebody in their layer', () => {
    const override = today('z for a');
    const departure = { kind: 'override', action: 'replace', id: override.id, instead: 'a' };
    expect(onCallAt(rota, { overrides: [override], leaves: [] }, NOON)).toMatchObject({
      onCall: [{ contactId: 'z', layer: 'Primary', until: '2026-01-05T18:00:00.000Z', override: departure }],
      off: [{ contactId: 'a', layer: 'Primary', override: departure }],
    });
  });

  it('that replaces somebody who is not on call does nothing', () => {
    expect(people([today('z for g')])).toEqual(['a']);
  });

  it('holds from its beginning up to its end', () => {
    const departures = { overrides: [today('z for a')], leaves: [] };
    const at = (time: string) =>
      onCallAt(rota, departures, new Date(`2026-01-05T${time}Z`)).onCall[0]?.contactId;
    expect(['05:59:59.999', '06:00', '17:59:59.999', '18:00'].map(at)).toEqual(['a', 'z', 'z', 'a']);
  });

  it.each([
    ['of two that replace each other in a row, the second sees the first', ['z for a', 'y for z'], ['y']],
    ['one created before what it would see sees nothing of it', ['y for z', 'z for a'], ['z']],
    ['who was added can be removed', ['+z', '-z'], ['a']],
    ['who was removed can be added', ['-a', '+a'], ['a']],
    ['one who takes over and has a turn of their own is on call once', ['+z', 'z for a'], ['z']],
  ])('%s', (_, what, expected) => {
    const overrides = what.map((one, index) => today(one, index));
    expect(people(overrides)).toEqual(expected);
    expect(people(overrides.toReversed())).toEqual(expected);
  });

  it('has nobody off whose turn it never was', () => {
    const overrides = [today('+z', 1), today('-z', 2), today('-y', 3)];
    expect(onCallAt(rota, { overrides, leaves: [] }, NOON).off).toEqual([]);
  });

  it('has nobody off who is on call after all', () => {
    const overrides = [today('-a', 1), today('+a', 2)];
    expect(onCallAt(rota, { overrides, leaves: [] }, NOON).off).toEqual([]);
  });
});

describe('a leave', () => {
  it('takes somebody off, with the reason', () => {
    expect(onCallAt(rota, { overrides: [], leaves: [away('a')] }, NOON)).toMatchObject({
      onCall: [],
      off: [
        {
          contactId: 'a',
          layer: 'Primary',
          override: { kind: 'leave', action: 'remove', id: null, instead: 'a' },
        },
      ],
    });
  });

  it('has the substitute on call instead', () => {
    const departure = { kind: 'leave', action: 'replace', id: null, instead: 'a' };
    expect(onCallAt(rota, { overrides: [], leaves: [away('a', 's')] }, NOON)).toMatchObject({
      onCall: [{ contactId: 's', layer: 'Primary', override: departure, until: '2026-01-05T18:00:00.000Z' }],
      off: [{ contactId: 'a', override: departure }],
    });
  });

  it.each([
    ['a substitute who is away is off', [], [away('a', 's'), away('s', 't')], []],
    ['who stands in for themselves is off', [], [away('a', 'a')], []],
    ['it comes after overrides, whenever those were made', ['z for a'], [away('z', 's')], ['s']],
    ['it takes off whom an override adds', ['+z'], [away('z')], ['a']],
    ['it is of no matter for who is not on call', [], [away('g', 's')], ['a']],
    ['of two at once, the first counts', [], [away('a', 's'), away('a', 't')], ['s']],
  ])('%s', (_, what, leaves, expected) => {
    expect(
      people(
        what.map((one) => today(one)),
        leaves,
      ),
    ).toEqual(expected);
  });

  it('is read from contacts', () => {
    const leave = { from: '2026-01-05T06:00:00.000Z', to: '2026-01-05T18:00:00.000Z', substituteId: 's' };
    expect(
      leavesOf([
        { id: 'a', leave: [leave] },
        { id: 'g', leave: [] },
      ]),
    ).toEqual([away('a', 's')]);
  });
});

describe('shifts and gaps', () => {
  const week = [new Date('2026-01-05T00:00Z'), new Date('2026-01-08T00:00Z')] as const;

  it('are split where an override begins and ends', () => {
    const found = shiftsOf(rota, { overrides: [today('z for a')], leaves: [] }, ...week);
    expect(
      found.map(({ contactId, from, override }) => [contactId, from.slice(5, 16), override?.action]),
    ).toEqual([
      ['a', '01-05T00:00', undefined],
      ['z', '01-05T06:00', 'replace'],
      ['a', '01-05T18:00', undefined],
      ['g', '01-06T00:00', undefined],
      ['k', '01-07T00:00', undefined],
    ]);
  });

  it('of one person by two overrides in a row are two', () => {
    const overrides = [
      overrideOf('+z', '2026-01-05T06:00Z', '2026-01-05T08:00Z', 1),
      overrideOf('+z', '2026-01-05T08:00Z', '2026-01-05T10:00Z', 2),
    ];
    const found = shiftsOf(rota, { overrides, leaves: [] }, ...week).filter(
      ({ contactId }) => contactId === 'z',
    );
    expect(found.map(({ from, to }) => [from.slice(11, 16), to.slice(11, 16)])).toEqual([
      ['06:00', '08:00'],
      ['08:00', '10:00'],
    ]);
  });

  it('leave a gap where the one on call is away', () => {
    expect(gapsOf(rota, { overrides: [], leaves: [away('a')] }, ...week)).toEqual([
      { from: '2026-01-05T06:00:00.000Z', to: '2026-01-05T18:00:00.000Z' },
    ]);
  });

  it('of no time are none', () => {
    expect(shiftsOf(rota, noDepartures, week[0], week[0])).toEqual([]);
    expect(gapsOf(rota, noDepartures, week[1], week[0])).toEqual([]);
  });
});
