import * as z from 'zod';
import { actor } from '../incident/schema.ts';
import { runbookStepInput } from '../plan/schema.ts';
import { id, instant, text } from '../schema.ts';

/**
 * How far a step is. `requested`: its automation has been asked for and has not reported back; `failed` and
 * `expired`: it reported a failure, or nothing in time. Both are shown and block nobody: people do the step.
 */
const stepState = z.enum(['open', 'requested', 'failed', 'expired', 'done', 'skipped']);

/** What has happened to a step of one incident. A step to which nothing has happened has none. */
export const stepProgress = z.object({
  key: z.string(),
  state: stepState,
  assigneeId: id('ctc').nullable(),
  /** When it came to its state. */
  at: instant,
  by: actor,
  /** Why it was skipped or has failed. */
  reason: z.string().nullable(),
  /** What doing it brought up. */
  output: z.string().nullable(),
  /** The how manieth run of its automation; 0: none yet. */
  run: z.int(),
  /** When a run that has not reported back counts as expired. */
  expiresAt: instant.nullable(),
});
export type StepProgress = z.infer<typeof stepProgress>;

/** A step of an incident's runbook: what the plan says, and how far it is. */
export const runbookStep = z.object({
  ...runbookStepInput.shape,
  state: stepState,
  assigneeId: id('ctc').nullable(),
  /** When it should be done; null without a target. */
  dueAt: instant.nullable(),
  /** Not done, although it is past its target. */
  late: z.boolean(),
  at: instant.nullable(),
  by: actor.nullable(),
  reason: z.string().nullable(),
  output: z.string().nullable(),
  run: z.int(),
  expiresAt: instant.nullable(),
});
export type RunbookStep = z.infer<typeof runbookStep>;

const output = text(20_000).nullable().default(null);

export const completeStepInput = z.strictObject({ output }).default({ output: null });
export const skipStepInput = z.strictObject({ reason: text(1000) });
export const failStepInput = z.strictObject({ reason: text(1000), output });
export const assignStepInput = z.strictObject({ contactId: id('ctc').nullable() });
