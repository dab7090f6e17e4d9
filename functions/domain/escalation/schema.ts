import * as z from 'zod';
import { channel } from '../contact/schema.ts';
import { dailyWindow } from '../localTime/schema.ts';
import {
  configurationKey,
  duration,
  id,
  identity,
  instant,
  line,
  patchOf,
  priority,
  someTime,
  timeZone,
} from '../schema.ts';

const several = {
  /** `round-robin`: each time the step is paged, the next of them. */
  select: z.enum(['everyone', 'round-robin']).default('everyone'),
};

/** Whom a page is for: a person, whoever is on call, or the members of a team. */
export const target = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('contact'), id: id('ctc') }),
  z.strictObject({ type: z.literal('schedule'), id: id('sch'), ...several }),
  z.strictObject({ type: z.literal('team'), id: id('team'), ...several }),
]);
export type Target = z.infer<typeof target>;

const targets = z.array(target).max(20);

/** When a step counts; what is left out does not matter. */
const condition = z.strictObject({
  priorities: z.array(priority).min(1).max(5).optional(),
  serviceIds: z.array(id('svc')).min(1).max(20).optional(),
  /** A span of the day on the wall of a zone. */
  window: z.strictObject({ timeZone, ...dailyWindow.shape }).optional(),
});
export type Condition = z.infer<typeof condition>;

const step = z.strictObject({
  /** The time since the step before; the first may be PT0S. */
  after: duration,
  targets: targets.min(1),
  /** Left out: always. A step whose condition is not met is passed over, with its delay. */
  when: condition.optional(),
});
export type Step = z.infer<typeof step>;

/** What happens when every step and repeat is used up. */
const whenExhausted = z.strictObject({
  /** Who is paged then; empty: the service's fallback target. */
  targets: targets.default([]),
  /** They are paged again and again after this time, until somebody acknowledges; null: once. */
  repeatEvery: someTime.nullable().default(null),
});

/** So that a policy and what it gains and loses fit one DynamoDB transaction of 100 items. */
const MOST_REFERENCES = 40;

const fields = z.strictObject({
  key: configurationKey,
  name: line(120),
  steps: z.array(step).min(1).max(20),
  /** How many more times the steps are walked after the first. */
  repeat: z.int().min(0).max(9).default(0),
  /** An acknowledged incident that nobody mitigates or resolves returns to triggered after this time; null: never. */
  acknowledgementTimeout: someTime.nullable().default(null),
  whenExhausted: whenExhausted.default({ targets: [], repeatEvery: null }),
});

export const escalationPolicyInput = fields.refine(
  ({ steps, whenExhausted }) => {
    const named = [
      ...whenExhausted.targets.map((one) => one.id),
      ...steps.flatMap((one) => [...one.targets.map((each) => each.id), ...(one.when?.serviceIds ?? [])]),
    ];
    return new Set(named).size <= MOST_REFERENCES;
  },
  {
    message: `Name at most ${MOST_REFERENCES} different people, schedules, teams and services in one policy.`,
    path: ['steps'],
  },
);
export type EscalationPolicyInput = z.infer<typeof escalationPolicyInput>;

export const escalationPolicyPatch = patchOf(fields);

export const escalationPolicy = z.object({
  ...fields.shape,
  ...identity('pol'),
});
export type EscalationPolicy = z.infer<typeof escalationPolicy>;

/** What an incident keeps of its policy from the moment it opens. */
export type PolicySnapshot = Pick<
  EscalationPolicy,
  'steps' | 'repeat' | 'acknowledgementTimeout' | 'whenExhausted'
> & { policyId: string | null };

export const simulationInput = z.strictObject({
  at: instant,
  priority,
  /** For conditions on the service, and its fallback target; left out: no service. */
  serviceId: id('svc').nullable().default(null),
});
export type SimulationInput = z.infer<typeof simulationInput>;

export const simulation = z.object({
  pages: z.array(
    z.object({
      at: instant,
      level: z.int(),
      pass: z.int(),
      /** Null where a target leads to nobody; the reason says why. */
      contactId: id('ctc').nullable(),
      /** Null where the contact is not paged; the reason says why. */
      channel: channel.nullable(),
      reason: z.string(),
    }),
  ),
});
export type Simulation = z.infer<typeof simulation>;
