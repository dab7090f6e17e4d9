import * as z from 'zod';
import { duration, id, instant, line } from '../schema.ts';

/** Whom a step pages. Schedules and teams join here when they exist. */
export const target = z.strictObject({ type: z.literal('contact'), id: id('ctc') });
export type Target = z.infer<typeof target>;

export const step = z.strictObject({
  /** The time since the step before; the first may be PT0S. */
  after: duration,
  targets: z.array(target).min(1).max(20),
});

export const escalationPolicyInput = z.strictObject({
  name: line(120),
  steps: z.array(step).min(1).max(20),
  /** How many more times the steps are walked after the first. */
  repeat: z.int().min(0).max(9).default(0),
  /** An acknowledged incident that nobody mitigates or resolves returns to triggered after this time; null: never. */
  acknowledgementTimeout: duration.nullable().default(null),
});

export const escalationPolicy = z.object({
  ...escalationPolicyInput.shape,
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
