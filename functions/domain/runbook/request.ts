import { durationMilliseconds } from '../duration.ts';
import type { EventDraft } from '../incident/change.ts';
import type { IncidentRecord, StepTimer } from '../incident/record.ts';
import type { Actor } from '../incident/schema.ts';
import type { RunbookStepInput } from '../plan/schema.ts';
import type { StepProgress } from './schema.ts';
import { untouched } from './states.ts';

/** What the timeline says of a request, and what is published of it. */
export interface StepRequestData {
  step: string;
  title: string;
  run: number;
  automation: string;
  parameters: Record<string, string>;
  expiresAt: string;
  incident: Pick<IncidentRecord, 'number' | 'title' | 'priority' | 'serviceId'>;
}

/** A run of a step's automation: what is written, said and waited for. */
export interface StepRequest {
  progress: StepProgress;
  event: EventDraft;
  timer: StepTimer;
}

/**
 * Asks for a step's automation. The event in the timeline is what is published; whoever runs the step reports
 * back by the API.
 *
 * @param step one that has an automation
 * @param before how far it was; null: nothing has happened to it
 * @throws Error for a step without one, which has been refused before
 */
export function requestStep(
  incident: StepRequestData['incident'],
  step: RunbookStepInput,
  before: StepProgress | null,
  { actor, now }: { actor: Actor; now: Date },
): StepRequest {
  const { automation } = step;
  if (!automation) throw new Error(`The step ${step.key} has no automation.`);
  const { number, title, priority, serviceId } = incident;
  const { assigneeId, run: lastRun } = before ?? untouched(step.key);
  const run = lastRun + 1;
  const expiresAt = new Date(now.getTime() + durationMilliseconds(automation.timeout)).toISOString();
  const data: StepRequestData = {
    step: step.key,
    title: step.title,
    run,
    automation: automation.name,
    parameters: automation.parameters,
    expiresAt,
    incident: { number, title, priority, serviceId },
  };
  return {
    progress: {
      ...untouched(step.key),
      state: 'requested',
      assigneeId,
      at: now.toISOString(),
      by: actor,
      run,
      expiresAt,
    },
    event: { type: 'step.requested', actor, data: { ...data } },
    timer: { key: step.key, at: expiresAt },
  };
}
