import type { TimelineEvent } from '#domain/timeline/schema.ts';
import type { PlanExercises } from './exercises.ts';

/**
 * Notes which plans incidents ran, from their timelines. Safe to repeat.
 *
 * @param events of any type; `incident.opened` names the plan in `data.planId`
 */
export async function noteExercises(events: TimelineEvent[], exercises: PlanExercises): Promise<void> {
  const latest = new Map<string, string>();
  for (const { type, data, at } of events) {
    const { planId } = data;
    if (type !== 'incident.opened' || typeof planId !== 'string') continue;
    if (at > (latest.get(planId) ?? '')) latest.set(planId, at);
  }
  await Promise.all([...latest].map(([planId, at]) => exercises.note(planId, at)));
}
