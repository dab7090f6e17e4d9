import type { AuditEntry } from '#domain/audit/schema.ts';
import { sameUlid } from '#domain/ids.ts';
import type { Actor } from '#domain/incident/schema.ts';
import { Refusal } from '#domain/refusal.ts';
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

/**
 * Adds an override to a schedule. Safe to repeat with the same `creationId`.
 *
 * @param creationId an id whose ULID the override and its audit entry take
 * @throws Refusal `not-found`; `validation-failed` where it names somebody who does not exist
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
  const at = clock.now().toISOString();
  const override = { id: sameUlid('ovr', creationId), ...input, createdAt: at };
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
  const message = `There is no contact ${id}.`;
  return new Refusal('validation-failed', `"${path}": ${message}`, { errors: [{ path, message }] });
}
