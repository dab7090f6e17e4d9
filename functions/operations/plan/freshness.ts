import { staleReasons } from '#domain/plan/freshness.ts';
import type { ResponsePlan, SavedPlan } from '#domain/plan/schema.ts';
import type { Clock } from '../ports.ts';
import type { PlanExercises } from './exercises.ts';

/** Adds to plans when incidents last ran them, and why somebody has to look at them again. */
export async function withFreshness(
  plans: SavedPlan[],
  { exercises, clock }: { exercises: PlanExercises; clock: Clock },
): Promise<ResponsePlan[]> {
  const last = await exercises.lastOf(plans.map(({ id }) => id));
  const now = clock.now();
  return plans.map((plan) => {
    const lastExercisedAt = last.get(plan.id) ?? null;
    return { ...plan, lastExercisedAt, stale: staleReasons(plan, lastExercisedAt, now) };
  });
}
