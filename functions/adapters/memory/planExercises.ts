import type { PlanExercises } from '#operations/plan/exercises.ts';

/** When incidents last ran the plans, in memory: the twin of the table for tests, held to the same contract. */
export function memoryPlanExercises(): PlanExercises {
  const last = new Map<string, string>();
  return {
    note: async (planId, at) => {
      if (at > (last.get(planId) ?? '')) last.set(planId, at);
    },
    lastOf: async (planIds) => new Map([...last].filter(([planId]) => planIds.includes(planId))),
  };
}
