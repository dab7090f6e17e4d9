import { durationMilliseconds } from '../duration.ts';
import type { RunbookStepInput } from '../plan/schema.ts';
import type { RunbookStep, StepProgress } from './schema.ts';
import { isFinished } from './states.ts';

/**
 * A step of an incident's runbook as outsiders see it.
 *
 * @param step what the plan says
 * @param progress how far it is
 * @param openedAt of the incident: a step's target counts from then
 * @param now for which it is said whether the step is late
 */
export function presentStep(
  step: RunbookStepInput,
  progress: StepProgress,
  openedAt: string,
  now: Date,
): RunbookStep {
  const due = step.target === null ? null : Date.parse(openedAt) + durationMilliseconds(step.target);
  return {
    ...step,
    ...progress,
    dueAt: due === null ? null : new Date(due).toISOString(),
    late: due !== null && !isFinished(progress.state) && now.getTime() > due,
  };
}
