import { describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import { call } from '#domain/escalation/call.ts';
import type { Directory } from '#domain/escalation/directory.ts';
import type { Target } from '#domain/escalation/schema.ts';
import type { Override, Schedule } from '#domain/schedule/schema.ts';
import type { Team } from '#domain/team/schema.ts';
import { ada, ben } from '#test/support/sampleOrganisation.ts';
import { START } from '#test/support/world.ts';

const at = START.toISOString();
const stamp = { createdAt: at, updatedAt: at, etag: '"1"' };
const cleo: Contact = { ...ben, id: 'ctc_0000000000000000000000CLE0', name: 'Cleo' };
const team: Team = {
  id: 'team_0000000000000000000000TEAM',
  key: null,
  name: 'Platform',
  description: null,
  members: [ada.id, ben.id, cleo.id],
  ...stamp,
};
const schedule: Schedule = {
  id: 'sch_00000000000000000000PR1MARY',
  key: null,
  name: 'Primary',
  timeZone: 'UTC',
  teamId: null,
  gapsAllowed: false,
  layers: [
    {
      name: 'Days',
      participants: [ada.id, ben.id],
      rotation: { every: 'P1D', handoff: '00:00', from: START.toISOString().slice(0, 10) },
      onCall: 1,
      until: null,
    },
  ],
  ...stamp,
};
const hour = 3600_000;
const away = (contact: Contact, substituteId: string | null = null): Contact => ({
  ...contact,
  leave: [
    {
      from: new Date(START.getTime() - hour).toISOString(),
      to: new Date(START.getTime() + hour).toISOString(),
      substituteId,
    },
  ],
});

function directoryOf(
  contacts: Contact[],
  { turns = {}, overrides = [] }: { turns?: Record<string, number>; overrides?: Override[] } = {},
): Directory {
  return {
    contacts: new Map(contacts.map((one) => [one.id, one])),
    teams: new Map([[team.id, team]]),
    schedules: new Map([[schedule.id, { schedule, overrides }]]),
    turns: new Map(Object.entries(turns)),
  };
}

const people = (targets: Target[], directory: Directory) =>
  call(targets, directory, START.getTime()).map((one) => (one.contact ? one.contact.name : one.why));

const onSchedule: Target = { type: 'schedule', id: schedule.id, select: 'everyone' };
const inTurn: Target = { type: 'team', id: team.id, select: 'round-robin' };
const all = [ada, ben, cleo];

describe('a target leads', () => {
  it('to whoever is on call, and says by what', () => {
    expect(call([onSchedule], directoryOf(all), START.getTime())).toEqual([
      { contact: ada, why: ', who is on call for Primary (Days)' },
    ]);
  });

  it('to who stands in for somebody who is away, and names both', () => {
    const directory = directoryOf([away(ada, cleo.id), ben, cleo]);
    expect(people([onSchedule], directory)).toEqual(['Ada is away on Primary.', 'Cleo']);
  });

  it('to nobody while the only one is away, and says so', () => {
    expect(people([onSchedule], directoryOf([away(ada), ben]))).toEqual([
      'Ada is away on Primary.',
      'Nobody is on call for Primary.',
    ]);
  });

  it('to whom an override names', () => {
    const override: Override = {
      id: 'ovr_00000000000000000000000001',
      action: 'replace',
      contactId: cleo.id,
      replaces: ada.id,
      from: at,
      to: new Date(START.getTime() + hour).toISOString(),
      createdAt: at,
    };
    expect(people([onSchedule], directoryOf(all, { overrides: [override] }))).toContain('Cleo');
  });

  it('to every member of a team, or to one after the other', () => {
    expect(people([{ type: 'team', id: team.id, select: 'everyone' }], directoryOf(all))).toEqual([
      'Ada',
      'Ben',
      'Cleo',
    ]);
    const turns = [0, 1, 2, 3].map((turn) =>
      people([inTurn], directoryOf(all, { turns: { [team.id]: turn } })),
    );
    expect(turns).toEqual([['Ada'], ['Ben'], ['Cleo'], ['Ada']]);
  });

  it('to the next in turn who is there', () => {
    const directory = directoryOf([ada, away(ben), cleo], { turns: { [team.id]: 1 } });
    expect(people([inTurn], directory)).toEqual(['Cleo']);
  });

  it('to each person once, whatever names them', () => {
    expect(people([{ type: 'contact', id: ada.id }, onSchedule, inTurn], directoryOf(all))).toEqual(['Ada']);
  });

  it('to somebody by name who is off the schedule of another target', () => {
    const override: Override = {
      id: 'ovr_00000000000000000000000001',
      action: 'replace',
      contactId: cleo.id,
      replaces: ada.id,
      from: at,
      to: new Date(START.getTime() + hour).toISOString(),
      createdAt: at,
    };
    const named: Target = { type: 'contact', id: ada.id };
    expect(people([onSchedule, named], directoryOf(all, { overrides: [override] }))).toEqual(['Cleo', 'Ada']);
  });

  it('to nobody where it is gone, and says so', () => {
    const directory = { ...directoryOf([]), teams: new Map(), schedules: new Map() };
    expect(people([{ type: 'contact', id: ada.id }, onSchedule, inTurn], directory)).toEqual([
      'The contact no longer exists.',
      'A schedule of this level no longer exists.',
      'A team of this level no longer exists.',
    ]);
  });
});
