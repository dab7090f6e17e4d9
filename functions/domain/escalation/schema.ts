import * as z from 'zod';
import { durationSeconds } from '../duration.ts';
import { duration, id, instant, line, patchOf } from '../schema.ts';

/** Whom a step pages. Schedules and teams join here when they exist. */
export const target = z.strictObject({ type: z.literal('contact'), id: id('ctc') });
export type Target = z.infer<typeof target>;

const step = z.strictObject({
  /** The time since the step before; the first may be PT0S. */
  after: duration,
  targets: z.array(target).min(1).max(20),
});

/** So that a policy and the contacts that it gains and loses fit one DynamoDB transaction of 100 items. */
const MOST_CONTACTS = 40;

const fields = z.strictObject({
  name: line(120),
  steps: z.array(step).min(1).max(20),
  /** How many more times the steps are walked after the first. */
  repeat: z.int().min(0).max(9).default(0),
  /** An acknowledged incident that nobody mitigates or resolves returns to triggered after this time; null: never. */
  acknowledgementTimeout: duration
    .refine((text) => durationSeconds(text) !== 0, {
      message: 'Give people some time, for example PT30M, or null for as long as it takes.',
    })
    .nullable()
    .default(null),
});

export const escalationPolicyInput = fields.refine(
  ({ steps }) =>
    new Set(steps.flatMap((step) => step.targets.map((target) => target.id))).size <= MOST_CONTACTS,
  { message: `Name at most ${MOST_CONTACTS} different contacts in one policy.`, path: ['steps'] },
);
export type EscalationPolicyInput = z.infer<typeof escalationPolicyInput>;

export const escalationPolicyPatch = patchOf(fields);

export const escalationPolicy = z.object({
  ...fields.shape,
  id: id('pol'),
  createdAt: instant,
  updatedAt: instant,
  etag: z.string(),
});
export type EscalationPolicy = z.infer<typeof escalationPolicy>;

/** What an incident keeps of its policy from the moment it opens. */
export type PolicySnapshot = Pick<EscalationPolicy, 'steps' | 'repeat' | 'acknowledgementTimeout'> & {
  policyId: string | null;
};
