import { durationMilliseconds } from '../duration.ts';
import type { EventDraft } from '../incident/change.ts';
import type { IncidentRecord, StepTimer } from '../incident/record.ts';
import type { Actor } from '../incident/schema.ts';
import type { RunbookStepInput } from '../plan/schema.ts';
import type { StepProgress } from './schema.ts';

/** A run of a step's automation: what is written, said and waited for. */
export interface StepRequest {
  progress: StepProgress;
  event: EventDraft;
  timer: StepTimer[];
}

/**
 * Asks for a step's automation. The event in the timeline is what is published; whoever runs the step reports
 * back by the API.
 *
 * @param step one that has an automation
 * @param before how far it was; null: nothing has happened to it
 * @throws Error for a step without one, which the operation has refused before
 */
export function requestStep(
  incident: Pick<IncidentRecord, 'number'>,
  step: RunbookStepInput,
  before: StepProgress | null,
  { actor, now }: { actor: Actor; now: Date },
): StepRequest {
  if (!step.automation) throw new Error(`The step ${step.key} has no automation.`);
  const at = now.toISOString();
  const run = (before?.run ?? 0) + 1;
  const expiresAt = new Date(now.getTime() + durationMilliseconds(step.automation.timeout)).toISOString();
  return {
    progress: {
      key: step.key,
      state: 'requested',
      assigneeId: before?.assigneeId ?? null,
      at,
      by: actor,
      reason: null,
      output: null,
      run,
      expiresAt,
    },
    event: {
      type: 'step.requested',
      actor,
      data: {
        step: step.key,
        title: step.title,
        number: incident.number,
        run,
        automation: step.automation.name,
        parameters: step.automation.parameters,
        expiresAt,
      },
    },
    timer: [{ key: step.key, at: expiresAt }],
  };
}
