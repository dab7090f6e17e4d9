import * as z from 'zod';
import type { Person } from '../contact/person.ts';
import { actor } from '../incident/schema.ts';
import { runbookStepInput } from '../plan/schema.ts';
import { id, instant, text } from '../schema.ts';

/**
 * How far a step is. `requested`: its automation has been asked for and has not reported back; `failed` and
 * `expired`: it reported a failure, or nothing in time. Both are shown and block nobody: people do the step.
 */
const stepState = z.enum(['open', 'requested', 'failed', 'expired', 'done', 'skipped']);
export type StepState = z.infer<typeof stepState>;

const runNumber = z.int().min(0);

/** What has happened to a step of one incident. A step to which nothing has happened has none. */
const stepProgress = z.object({
  key: runbookStepInput.shape.key,
  state: stepState,
  assigneeId: id('ctc').nullable(),
  /** When it came to its state; null: it has been open from the start. */
  at: instant.nullable(),
  by: actor.nullable(),
  /** Why it was skipped or has failed. */
  reason: z.string().nullable(),
  /** What doing it brought up. */
  output: z.string().nullable(),
  /** The how manieth run of its automation; 0: none yet. */
  run: runNumber,
  /** When a run that has not reported back counts as expired. */
  expiresAt: instant.nullable(),
});
export type StepProgress = z.infer<typeof stepProgress>;

/** A step of an incident's runbook: what the plan says, and how far it is. */
export const runbookStep = z.object({
  ...runbookStepInput.shape,
  ...stepProgress.shape,
  /** When it should be done; null without a target. */
  dueAt: instant.nullable(),
  /** Neither done nor skipped, although it is past its target. */
  late: z.boolean(),
});
export type RunbookStep = z.infer<typeof runbookStep>;

const reason = text(1000);
// An automation may have nothing to say.
const output = z
  .string()
  .max(20_000)
  .nullable()
  .default(null)
  .meta({ description: 'What doing it brought up' });
const run = runNumber
  .min(1)
  .optional()
  .meta({ description: 'The run that reports; a report of one that is not the last is refused' });

export const completeStepInput = z.strictObject({ output, run }).default({ output: null });
export const skipStepInput = z.strictObject({ reason });
export const failStepInput = z.strictObject({ reason, output, run });
export const assignStepInput = z.strictObject({
  contactId: id('ctc').nullable().meta({ description: 'Null: nobody any more' }),
});

/** What somebody does to a step. */
export type StepAction =
  | ({ name: 'complete' } & z.infer<typeof completeStepInput>)
  | ({ name: 'skip' } & z.infer<typeof skipStepInput>)
  | { name: 'assign'; assignee: Person | null }
  | ({ name: 'fail' } & z.infer<typeof failStepInput>)
  | { name: 'run' };
