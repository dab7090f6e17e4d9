import type { RunbookStepInput } from '../plan/schema.ts';
import type { StepAction, StepProgress, StepState } from './schema.ts';

/** In which states of a step each action may be asked for. Anybody may be given any step. */
const allowed: Record<StepAction['name'], readonly StepState[]> = {
  complete: ['open', 'requested', 'failed', 'expired', 'done', 'skipped'],
  skip: ['open', 'requested', 'failed', 'expired', 'skipped'],
  assign: ['open', 'requested', 'failed', 'expired', 'done', 'skipped'],
  fail: ['requested', 'failed', 'expired', 'done', 'skipped'],
  run: ['open', 'failed', 'expired'],
};

/** @returns whether a step in a state takes an action */
export const allows = (state: StepState, action: StepAction['name']): boolean =>
  allowed[action].includes(state);

/** @returns whether an action is about a step's automation, so that a step without one never takes it */
export const needsAutomation = (action: StepAction['name']): boolean => action === 'run' || action === 'fail';

/** @returns the actions that a step in a state takes, for the answer to one that it does not */
export const allowedActions = ({ automation }: RunbookStepInput, state: StepState): StepAction['name'][] =>
  (Object.keys(allowed) as StepAction['name'][]).filter(
    (action) => allows(state, action) && (automation !== null || !needsAutomation(action)),
  );

/** @returns whether nobody has to do anything about a step any more */
export const isFinished = (state: StepState): boolean => state === 'done' || state === 'skipped';

/** How far a step is to which nothing has happened. */
export const untouched = (key: string): StepProgress => ({
  key,
  state: 'open',
  assigneeId: null,
  at: null,
  by: null,
  reason: null,
  output: null,
  run: 0,
  expiresAt: null,
});
