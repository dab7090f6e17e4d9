import type { AuditEntry } from '#domain/audit/schema.ts';
import { sameUlid } from '#domain/ids.ts';
import type { Actor } from '#domain/incident/schema.ts';
import { invalidField, Refusal } from '#domain/refusal.ts';
import type { Override, OverrideInput, Schedule } from '#domain/schedule/schema.ts';
import { scheduleKind } from '../configuration/kinds.ts';
import { read } from '../configuration/read.ts';
import { notFound } from '../configuration/refusals.ts';
import type { ConfigurationStore } from '../configuration/store.ts';
import type { Clock, Ids, Page } from '../ports.ts';
import type { OverrideStore } from './store.ts';

export interface OverridePorts {
  store: ConfigurationStore;
  overrides: OverrideStore;
  clock: Clock;
  ids: Ids;
}

/** Whoever renders a schedule looks at all that are not over; people who swap every day have fewer than this. */
const MOST_AHEAD = 500;

/**
 * Adds an override to a schedule. Safe to repeat with the same `creationId`.
 *
 * @param creationId an id whose ULID the override and its audit entry take
 * @throws Refusal `not-found`; `validation-failed` where it names somebody who does not exist, or where
 *   there are too many already
 */
export async function addOverride(
  {
    scheduleId,
    input,
    creationId,
    actor,
  }: { scheduleId: string; input: OverrideInput; creationId: string; actor: Actor },
  { store, overrides, clock }: OverridePorts,
): Promise<Override> {
  const schedule = await read(scheduleKind, scheduleId, store);
  const now = clock.now();
  const at = now.toISOString();
  const override = { id: sameUlid('ovr', creationId), ...input, createdAt: at };
  const ahead = (await overrides.endingAfter(scheduleId, now)).filter(({ id }) => id !== override.id);
  if (ahead.length >= MOST_AHEAD) throw tooMany();
  const result = await overrides.add(scheduleId, override, {
    id: sameUlid('aud', creationId),
    at,
    actor,
    action: 'created',
    target: targetOf(override, schedule),
    before: null,
    after: { scheduleId, ...override },
  });
  if (result.outcome === 'exists') return result.override;
  if (result.outcome === 'missing') throw missing(input, result.reference);
  return override;
}

/**
 * Lists the overrides of a schedule, in the order in which they end.
 *
 * @param query `from`: those that end after it, by default now; `to`: those that begin before it
 * @throws Refusal `not-found`, or `validation-failed` for a cursor of another list
 */
export async function listOverrides(
  scheduleId: string,
  query: { from?: string | undefined; to?: string | undefined; limit: number; cursor?: string | undefined },
  { store, overrides, clock }: OverridePorts,
): Promise<Page<Override>> {
  await read(scheduleKind, scheduleId, store);
  const { from = clock.now().toISOString(), to, limit, cursor } = query;
  return await overrides.list(scheduleId, { from, to }, limit, cursor);
}

/**
 * Takes an override back.
 *
 * @throws Refusal `not-found`
 */
export async function removeOverride(
  { scheduleId, overrideId, actor }: { scheduleId: string; overrideId: string; actor: Actor },
  { store, overrides, clock, ids }: OverridePorts,
): Promise<void> {
  const schedule = await read(scheduleKind, scheduleId, store);
  const override = await overrides.get(scheduleId, overrideId);
  if (!override) throw notFound('override');
  const at = clock.now().toISOString();
  const removed = await overrides.remove(scheduleId, override, {
    id: ids.next('aud'),
    at,
    actor,
    action: 'deleted',
    target: targetOf(override, schedule),
    before: { scheduleId, ...override },
    after: null,
  });
  if (!removed) throw notFound('override');
}

const targetOf = ({ id }: Override, { name }: Schedule): AuditEntry['target'] => ({
  type: 'schedule-override',
  id,
  name,
});

function missing(input: OverrideInput, { kind, id }: { kind: string; id: string }): Refusal {
  // It was there when it was read: somebody has deleted it since.
  if (kind === 'schedule') return notFound('schedule');
  const path = id === input.contactId ? 'contactId' : 'replaces';
  return invalidField(path, `There is no contact ${id}.`);
}

function tooMany(): Refusal {
  const message = `A schedule has at most ${MOST_AHEAD} overrides that are not over. Take some back, or change its layers.`;
  return new Refusal('validation-failed', message, { errors: [{ path: '', message }] });
}
