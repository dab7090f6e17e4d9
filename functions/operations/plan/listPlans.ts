import type { ResponsePlan } from '#domain/plan/schema.ts';
import { responsePlanKind } from '../configuration/kinds.ts';
import type { ConfigurationPorts } from '../configuration/ports.ts';
import { list } from '../configuration/read.ts';
import type { Page } from '../ports.ts';
import type { PlanExercises } from './exercises.ts';
import { withFreshness } from './freshness.ts';

export interface PlanPorts extends ConfigurationPorts {
  exercises: PlanExercises;
}

/**
 * Reads a page of the response plans, oldest first.
 *
 * @param stale true: only those that are stale; false: only those that are fresh. A page may then be shorter than the
 *   limit, and is empty only where no other follows
 * @throws Refusal `validation-failed` for a cursor of another list
 */
export async function listPlans(
  { limit, cursor, stale }: { limit: number; cursor?: string | undefined; stale?: boolean | undefined },
  ports: PlanPorts,
): Promise<Page<ResponsePlan>> {
  let nextCursor: string | undefined = cursor;
  for (;;) {
    const page: Page<ResponsePlan> = await freshPage({ limit, cursor: nextCursor }, ports);
    const items = page.items.filter((plan) => stale === undefined || plan.stale.length > 0 === stale);
    if (items.length > 0 || page.nextCursor === null) return { items, nextCursor: page.nextCursor };
    nextCursor = page.nextCursor;
  }
}

async function freshPage(
  query: { limit: number; cursor: string | undefined },
  ports: PlanPorts,
): Promise<Page<ResponsePlan>> {
  const page = await list(responsePlanKind, query, ports.store);
  return { ...page, items: await withFreshness(page.items, ports) };
}
