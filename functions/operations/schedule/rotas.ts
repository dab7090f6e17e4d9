import type { Contact } from '#domain/contact/schema.ts';
import type { Departures } from '#domain/schedule/departures.ts';
import type { Rota } from '#domain/schedule/layers.ts';
import { leavesOf } from '#domain/schedule/leaves.ts';
import type { Schedule } from '#domain/schedule/schema.ts';
import { scheduleKind } from '../configuration/kinds.ts';
import { allOf } from '../configuration/read.ts';
import { notFound } from '../configuration/refusals.ts';
import type { ConfigurationStore } from '../configuration/store.ts';
import { loadDirectory } from '../escalation/directory.ts';
import type { OverrideStore } from './store.ts';

export interface RotaPorts {
  store: ConfigurationStore;
  overrides: OverrideStore;
}

/** All that decides who is on call on some schedules. */
export interface Rotas {
  rotas: { schedule: Schedule; departures: Departures }[];
  /** The people on them, by their ids; who has been deleted is missing. */
  contacts: Map<string, Contact>;
}

/**
 * Reads all that decides who is on call on some schedules.
 *
 * @param at from when on overrides and leaves matter
 * @returns those of the schedules that exist
 */
export async function loadRotas(scheduleIds: string[], at: Date, ports: RotaPorts): Promise<Rotas> {
  const targets = scheduleIds.map((id) => ({
    type: 'schedule' as const,
    id,
    select: 'everyone' as const,
  }));
  const { schedules, contacts } = await loadDirectory(targets, at, ports);
  const leaves = leavesOf(contacts.values());
  return {
    rotas: [...schedules.values()].map(({ schedule, overrides }) => ({
      schedule,
      departures: { overrides, leaves },
    })),
    contacts,
  };
}

/** The same of every schedule. */
export async function loadAllRotas(at: Date, ports: RotaPorts): Promise<Rotas> {
  const schedules = await allOf(scheduleKind, ports.store);
  return await loadRotas(
    schedules.map(({ id }) => id),
    at,
    ports,
  );
}

/**
 * The same of one schedule.
 *
 * @throws Refusal `not-found`
 */
export async function loadRota(
  scheduleId: string,
  at: Date,
  ports: RotaPorts,
): Promise<Rotas['rotas'][number] & Pick<Rotas, 'contacts'>> {
  const { rotas, contacts } = await loadRotas([scheduleId], at, ports);
  const [rota] = rotas;
  if (!rota) throw notFound('schedule');
  return { ...rota, contacts };
}

/**
 * What departs from a schedule that is not saved: the leaves of those of its people who exist.
 *
 * @param rota has no overrides, since nobody knows it yet
 */
export async function departuresOfUnsaved(
  { layers }: Pick<Rota, 'layers'>,
  at: Date,
  ports: RotaPorts,
): Promise<Departures> {
  const targets = layers.flatMap(({ participants }) =>
    participants.map((id) => ({ type: 'contact' as const, id })),
  );
  const { contacts } = await loadDirectory(targets, at, ports);
  return { overrides: [], leaves: leavesOf(contacts.values()) };
}
