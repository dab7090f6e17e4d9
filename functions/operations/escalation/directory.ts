import type { Directory, ScheduleAsKept } from '#domain/escalation/directory.ts';
import type { Target } from '#domain/escalation/schema.ts';
import { contactKind, scheduleKind, teamKind } from '../configuration/kinds.ts';
import type { ConfigurationStore } from '../configuration/store.ts';
import type { OverrideStore } from '../schedule/store.ts';

/**
 * Reads all that targets may lead to.
 *
 * @param at from when on overrides matter
 * @returns those that exist; nobody has had a turn in it
 */
export async function loadDirectory(
  targets: Target[],
  at: Date,
  { store, overrides }: { store: ConfigurationStore; overrides: OverrideStore },
): Promise<Directory> {
  const idsOf = (type: Target['type']) =>
    distinct(targets.filter((one) => one.type === type).map(({ id }) => id));
  const [teams, schedules] = await Promise.all([
    store.getMany('team', idsOf('team')),
    store.getMany('schedule', idsOf('schedule')),
  ]);
  const kept = await Promise.all(
    schedules.map(
      async (record): Promise<ScheduleAsKept> => ({
        schedule: scheduleKind.present(record),
        overrides: await overrides.endingAfter(record.id, at),
      }),
    ),
  );
  const named = [
    ...idsOf('contact'),
    ...teams.flatMap(({ body }) => body.members),
    ...kept.flatMap(({ schedule }) => schedule.layers.flatMap(({ participants }) => participants)),
    ...kept.flatMap((one) =>
      one.overrides.flatMap(({ contactId, replaces }) => [contactId, ...(replaces ? [replaces] : [])]),
    ),
  ];
  return {
    contacts: await withSubstitutes(distinct(named), store),
    teams: new Map(teams.map((record) => [record.id, teamKind.present(record)])),
    schedules: new Map(kept.map((one) => [one.schedule.id, one])),
    turns: new Map(),
  };
}

/** The contacts, and who stands in for them. */
async function withSubstitutes(ids: string[], store: ConfigurationStore): Promise<Directory['contacts']> {
  const contacts = await store.getMany('contact', ids);
  const substitutes = contacts.flatMap(({ body }) =>
    body.leave.flatMap(({ substituteId }) => substituteId ?? []),
  );
  const others = await store.getMany(
    'contact',
    distinct(substitutes).filter((id) => !ids.includes(id)),
  );
  return new Map([...contacts, ...others].map((record) => [record.id, contactKind.present(record)]));
}

const distinct = (ids: string[]): string[] => [...new Set(ids)];
