import { describe, expect, it } from 'vitest';
import { upcomingShifts } from '#domain/coverage/upcomingShifts.ts';
import { ada, ben } from '#test/support/sampleOrganisation.ts';
import { daily, overrideOf, rotaOf } from './sampleRota.ts';

/** Ada's turn ends on the 3rd at 09:00 in Berlin, which is 08:00 in UTC. */
const EVENING = new Date('2026-11-02T20:00:00.000Z');
const bensTurn = { contactId: ben.id, from: '2026-11-03T08:00:00.000Z', to: '2026-11-04T08:00:00.000Z' };
const before = (milliseconds: number) => new Date(EVENING.getTime() - milliseconds);

describe('a shift is about to begin', () => {
  it('from twelve hours before on, until it begins', () => {
    expect(upcomingShifts(rotaOf(), before(1))).toEqual([]);
    expect(upcomingShifts(rotaOf(), EVENING)).toEqual([bensTurn]);
    expect(upcomingShifts(rotaOf(), new Date('2026-11-03T07:59:59.999Z'))).toEqual([bensTurn]);
    expect(upcomingShifts(rotaOf(), new Date('2026-11-03T08:00:00.000Z'))).toEqual([]);
  });

  it('not for somebody who goes on, in whatever layer or by whatever override', () => {
    const overrides = [overrideOf({ action: 'replace', replaces: ben.id, ...bensTurn, contactId: ada.id })];
    expect(upcomingShifts(rotaOf({ overrides }), EVENING)).toEqual([]);
    const always = { ...daily, participants: [ada.id] };
    expect(upcomingShifts(rotaOf({ layers: [always] }), EVENING)).toEqual([]);
  });

  it('not for whom an override or a leave took it from, but for who takes over', () => {
    const cleo = 'ctc_0000000000000000000000CLE0';
    const overrides = [overrideOf({ action: 'replace', replaces: ben.id, ...bensTurn, contactId: cleo })];
    expect(upcomingShifts(rotaOf({ overrides }), EVENING)).toEqual([{ ...bensTurn, contactId: cleo }]);
    const leaves = [{ contactId: ben.id, from: bensTurn.from, to: bensTurn.to, substituteId: null }];
    expect(upcomingShifts(rotaOf({ leaves }), EVENING)).toEqual([]);
  });

  it('and is worth a message from an hour on', () => {
    const added = (to: string) => [
      overrideOf({ action: 'add', contactId: ben.id, from: '2026-11-02T22:00:00.000Z', to }),
    ];
    const found = (to: string) =>
      upcomingShifts(rotaOf({ overrides: added(to) }), EVENING).map(({ from }) => from);
    expect(found('2026-11-02T22:59:59.000Z')).toEqual([bensTurn.from]);
    expect(found('2026-11-02T23:00:00.000Z')).toEqual(['2026-11-02T22:00:00.000Z', bensTurn.from]);
  });

  it('and has no end that anybody could see where the turn takes months', () => {
    const long = {
      ...daily,
      participants: [ada.id, ben.id],
      rotation: { every: 'P100D', handoff: '09:00', from: '2026-07-26' },
    };
    expect(upcomingShifts(rotaOf({ layers: [long] }), EVENING)).toEqual([
      { contactId: ben.id, from: bensTurn.from, to: null },
    ]);
  });
});
