import { describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import { call } from '#domain/escalation/call.ts';
import type { Directory } from '#domain/escalation/directory.ts';
import type { Target } from '#domain/escalation/schema.ts';
import type { Override } from '#domain/schedule/schema.ts';
import { onLeave } from '#test/support/onLeave.ts';
import { ada, ben, cleo, platform, scheduleOf } from '#test/support/sampleOrganisation.ts';
import { START } from '#test/support/world.ts';

const at = START.toISOString();
const schedule = scheduleOf([
  {
    name: 'Days',
    participants: [ada.id, ben.id],
    rotation: { every: 'P1D', handoff: '00:00', from: START.toISOString().slice(0, 10) },
    onCall: 1,
    until: null,
  },
]);

const cleoForAda: Override = {
  id: 'ovr_00000000000000000000000001',
  action: 'replace',
  contactId: cleo.id,
  replaces: ada.id,
  from: at,
  to: new Date(START.getTime() + 3600_000).toISOString(),
  createdAt: at,
};

function directoryOf(
  contacts: Contact[],
  { turns = {}, overrides = [] }: { turns?: Record<string, number>; overrides?: Override[] } = {},
): Directory {
  return {
    contacts: new Map(contacts.map((one) => [one.id, one])),
    teams: new Map([[platform.id, platform]]),
    schedules: new Map([[schedule.id, { schedule, overrides }]]),
    turns: new Map(Object.entries(turns)),
  };
}

const people = (targets: Target[], directory: Directory) =>
  call(targets, directory, START.getTime()).map((one) => (one.contact ? one.contact.name : one.why));

const onSchedule: Target = { type: 'schedule', id: schedule.id, select: 'everyone' };
const inTurn: Target = { type: 'team', id: platform.id, select: 'round-robin' };
const all = [ada, ben, cleo];

describe('a target leads', () => {
  it('to whoever is on call, and says by what', () => {
    expect(call([onSchedule], directoryOf(all), START.getTime())).toEqual([
      { contact: ada, why: ', who is on call for Primary (Days)' },
    ]);
  });

  it('to who stands in for somebody who is away, and names both', () => {
    const directory = directoryOf([onLeave(ada, cleo.id), ben, cleo]);
    expect(people([onSchedule], directory)).toEqual(['Ada is away on Primary.', 'Cleo']);
  });

  it('to nobody while the only one is away, and says so', () => {
    expect(people([onSchedule], directoryOf([onLeave(ada), ben]))).toEqual([
      'Ada is away on Primary.',
      'Nobody is on call for Primary.',
    ]);
  });

  it('to whom an override names', () => {
    expect(people([onSchedule], directoryOf(all, { overrides: [cleoForAda] }))).toContain('Cleo');
  });

  it('to every member of a team, or to one after the other', () => {
    expect(people([{ type: 'team', id: platform.id, select: 'everyone' }], directoryOf(all))).toEqual([
      'Ada',
      'Ben',
      'Cleo',
    ]);
    const turns = [0, 1, 2, 3].map((turn) =>
      people([inTurn], directoryOf(all, { turns: { [platform.id]: turn } })),
    );
    expect(turns).toEqual([['Ada'], ['Ben'], ['Cleo'], ['Ada']]);
  });

  it('to the next in turn who is there', () => {
    const directory = directoryOf([ada, onLeave(ben), cleo], { turns: { [platform.id]: 1 } });
    expect(people([inTurn], directory)).toEqual(['Cleo']);
  });

  it('to each person once, whatever names them', () => {
    expect(people([{ type: 'contact', id: ada.id }, onSchedule, inTurn], directoryOf(all))).toEqual(['Ada']);
  });

  it('to somebody by name who is off the schedule of another target', () => {
    const named: Target = { type: 'contact', id: ada.id };
    expect(people([onSchedule, named], directoryOf(all, { overrides: [cleoForAda] }))).toEqual([
      'Cleo',
      'Ada',
    ]);
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
