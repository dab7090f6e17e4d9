import { diffPlans } from '#domain/plan/diff.ts';
import type { PlanDiff, PlanSave, ResponsePlanVersion } from '#domain/plan/schema.ts';
import { invalidField, Refusal } from '#domain/refusal.ts';
import { responsePlanKind } from '../configuration/kinds.ts';
import { notFound } from '../configuration/refusals.ts';
import type { ConfigurationStore, ConfigurationVersion } from '../configuration/store.ts';
import type { Page } from '../ports.ts';

/**
 * Lists the saves of a plan, the last one first; also of one that has been deleted, because incidents name them.
 *
 * @throws Refusal `not-found` where there has never been such a plan
 */
export async function listVersions(
  id: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  store: ConfigurationStore,
): Promise<Page<PlanSave>> {
  const { items, nextCursor } = await store.versions(responsePlanKind.name, id, limit, cursor);
  if (items.length === 0 && cursor === undefined) throw notFound(responsePlanKind.noun);
  return {
    items: items.map(({ version, savedAt, savedBy }) => ({ version, savedAt, savedBy })),
    nextCursor,
  };
}

/**
 * Reads a plan as one of its saves left it.
 *
 * @throws Refusal `not-found`
 */
export async function readVersion(
  id: string,
  version: number,
  store: ConfigurationStore,
): Promise<ResponsePlanVersion> {
  const { body, ...save } = await find(id, version, store);
  return { ...body, id, ...save };
}

/**
 * What has changed up to a version.
 *
 * @param from the version to compare with; undefined: the one before, and for the first one none
 * @throws Refusal `not-found`; `validation-failed` where there is no version to compare with
 */
export async function diffVersions(
  id: string,
  to: number,
  from: number | undefined,
  store: ConfigurationStore,
): Promise<PlanDiff> {
  const { body } = await find(id, to, store);
  const start = from ?? to - 1;
  if (start === 0) return { from: null, to, changes: diffPlans(null, body) };
  const earlier = await store.version(responsePlanKind.name, id, start);
  if (!earlier) throw nothingToCompare(start);
  return { from: start, to, changes: diffPlans(earlier.body, body) };
}

async function find(
  id: string,
  version: number,
  store: ConfigurationStore,
): Promise<ConfigurationVersion<'response-plan'>> {
  const found = await store.version(responsePlanKind.name, id, version);
  if (found) return found;
  throw new Refusal('not-found', `There is no version ${version} of a plan with this id. List its versions.`);
}

function nothingToCompare(version: number): Refusal {
  return invalidField('with', `There is no version ${version} of this plan. List its versions.`);
}
