import type { Person } from '../contact/person.ts';
import { type Change, changeOf, type EventDraft } from '../incident/change.ts';
import { requireChangeable } from '../incident/changeable.ts';
import { lookAtGate } from '../incident/closure.ts';
import type { IncidentRecord } from '../incident/record.ts';
import type { Actor } from '../incident/schema.ts';
import type { RunbookStepInput } from '../plan/schema.ts';
import { Refusal } from '../refusal.ts';
import type { EventType } from '../timeline/schema.ts';
import { requestStep } from './request.ts';
import type { StepAction, StepProgress, StepState } from './schema.ts';
import { allowedActions, allows, isFinished, needsAutomation, untouched } from './states.ts';

/** How much of a step's output its timeline event tells, in UTF-16 units; the step has it all. */
const LONGEST_OUTPUT = 1000;

interface AskedStep {
  actor: Actor;
  now: Date;
}

/**
 * Decides what an action does to a step of an incident's runbook. One that has been done before changes
 * nothing, so that a report may come twice.
 *
 * @param step what the plan says of it
 * @param before how far it is; null: nothing has happened to it
 * @returns the change, or undefined where nothing changes
 * @throws Refusal `invalid-transition` where the incident is final or the step's state does not allow the action;
 *   `conflict` for the report of a run that is not the last; `validation-failed` where the step has no automation
 */
export function decideStep(
  record: IncidentRecord,
  step: RunbookStepInput,
  before: StepProgress | null,
  action: StepAction,
  asked: AskedStep,
): Change | undefined {
  requireChangeable(record);
  const present = before ?? untouched(step.key);
  if (needsAutomation(action.name) && !step.automation) throw noAutomation(step);
  if ('run' in action && action.run !== undefined && action.run !== present.run) {
    throw notTheLastRun(step, action.run, present.run);
  }
  if (!allows(present.state, action.name)) throw notNow(step, present.state);

  switch (action.name) {
    case 'assign':
      return assign(record, step, present, action.assignee, asked);
    case 'run': {
      const { progress, event, timer } = requestStep(record, step, before, asked);
      return changed(record, progress, event, timer, asked.now);
    }
    case 'complete':
      return reach('done', record, step, present, { reason: null, output: action.output }, asked);
    case 'skip':
      return reach('skipped', record, step, present, { reason: action.reason, output: null }, asked);
    case 'fail':
      // Somebody has done what the automation could not: its failure is no news.
      if (isFinished(present.state)) return undefined;
      return reach('failed', record, step, present, { reason: action.reason, output: action.output }, asked);
  }
}

const events = {
  done: 'step.completed',
  skipped: 'step.skipped',
  failed: 'step.failed',
} as const satisfies Partial<Record<StepState, EventType>>;

function reach(
  state: keyof typeof events,
  record: IncidentRecord,
  step: RunbookStepInput,
  present: StepProgress,
  { reason, output }: Pick<StepProgress, 'reason' | 'output'>,
  { actor, now }: AskedStep,
): Change | undefined {
  if (present.state === state) return undefined;
  const progress = { ...present, state, at: now.toISOString(), by: actor, reason, output, expiresAt: null };
  const event: EventDraft = {
    type: events[state],
    actor,
    data: {
      step: step.key,
      title: step.title,
      run: present.run,
      ...(output === null ? {} : { output: output.slice(0, LONGEST_OUTPUT) }),
    },
    ...(reason === null ? {} : { reason }),
  };
  return changed(record, progress, event, null, now);
}

function assign(
  record: IncidentRecord,
  step: RunbookStepInput,
  present: StepProgress,
  assignee: Person | null,
  { actor, now }: AskedStep,
): Change | undefined {
  const contactId = assignee?.id ?? null;
  if (present.assigneeId === contactId) return undefined;
  const event: EventDraft = {
    type: 'step.assigned',
    actor,
    data: {
      step: step.key,
      title: step.title,
      contactId,
      contact: assignee?.name ?? null,
      before: present.assigneeId,
    },
  };
  const change = changeOf(record, now, {}, [event]);
  return { ...change, steps: [{ ...present, assigneeId: contactId }] };
}

/** @param timer of the run that begins; null: none is under way from now on */
function changed(
  record: IncidentRecord,
  progress: StepProgress,
  event: EventDraft,
  timer: IncidentRecord['stepTimers'][number] | null,
  now: Date,
): Change {
  const { key, state } = progress;
  const others = record.stepTimers.filter((one) => one.key !== key);
  const after: Partial<IncidentRecord> = { stepTimers: timer ? [...others, timer] : others };
  if (isFinished(state)) after.requiredSteps = record.requiredSteps.filter((one) => one !== key);
  return lookAtGate({ ...changeOf(record, now, after, [event]), steps: [progress] });
}

function noAutomation({ title }: RunbookStepInput): Refusal {
  return new Refusal(
    'validation-failed',
    `The step "${title}" has no automation, so nothing can run or fail. Do it, and complete it; or skip it with a reason.`,
  );
}

function notTheLastRun({ title }: RunbookStepInput, run: number, last: number): Refusal {
  const known = last === 0 ? 'has not been run yet' : `is at run ${last}`;
  return new Refusal(
    'conflict',
    `This is a report of run ${run}, but the step "${title}" ${known}. Only the last run counts; read the runbook to see how far it is.`,
  );
}

const states: Record<StepState, string> = {
  open: 'has not been run yet',
  requested: 'is being run, and its automation has not reported back yet',
  failed: 'has failed',
  expired: 'has expired',
  done: 'is done',
  skipped: 'has been skipped',
};

function notNow(step: RunbookStepInput, state: StepState): Refusal {
  const allowed = allowedActions(step, state);
  return new Refusal(
    'invalid-transition',
    `The step "${step.title}" ${states[state]}. What it takes now: ${allowed.join(', ')}.`,
    { allowed },
  );
}
