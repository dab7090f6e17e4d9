import * as z from 'zod';
import { target } from '../escalation/schema.ts';
import { standardRoles } from '../incident/roles.ts';
import { actor, category } from '../incident/schema.ts';
import {
  calendarDate,
  configurationKey,
  duration,
  id,
  identity,
  instant,
  level,
  line,
  patchOf,
  priority,
  someTime,
  text,
} from '../schema.ts';
import { DEFAULT_SERVICE_ID } from '../service/default.ts';
import { source } from '../source.ts';
import { hasOnlyKnownPlaceholders, knownPlaceholders } from './title.ts';

/** A word of lower case letters, digits and hyphens, by which a plan names something of its own. */
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,49}$/, {
  message: 'Give a name of lower case letters, digits and hyphens, for example commander.',
});

const roleName = slug;

/** Which incidents a plan is for: every list that is given has to hold the incident's own. Null: none by itself. */
const match = z.strictObject({
  serviceIds: z.array(id('svc')).min(1).max(20).optional(),
  categories: z.array(category).min(1).max(20).optional(),
  severities: z.array(level).min(1).max(4).optional(),
  sources: z.array(source).min(1).max(10).optional(),
});
export type PlanMatch = z.infer<typeof match>;

/** What runs a step by itself: an event on Muster's EventBridge bus that a rule of the team takes up. */
const automation = z.strictObject({
  /** `opened`: when the incident opens. `manual`: when somebody runs the step. */
  start: z.enum(['opened', 'manual']).default('opened'),
  /** For the target of the rule: which automation it is, and with what. */
  name: line(120),
  parameters: z.record(z.string().max(100), z.string().max(1000)).default({}),
  /** A run that has not reported back by then is shown as timed out. It blocks nobody. */
  timeout: duration.default('PT15M'),
});

export const runbookStepInput = z.strictObject({
  key: slug,
  title: line(200),
  /** Markdown. */
  text: z.string().max(5000).default(''),
  /** Closing waits for it: done, or skipped with a reason. */
  required: z.boolean().default(false),
  /** The role that does it. */
  role: roleName.nullable().default(null),
  /** When it should be done, from the incident's opening. */
  target: duration.nullable().default(null),
  automation: automation.nullable().default(null),
});
export type RunbookStepInput = z.infer<typeof runbookStepInput>;

/** How often updates are due, by priority; a priority that is left out has no cadence. */
const cadence = z.partialRecord(priority, someTime);

const web = z
  .url({ protocol: /^https?$/, message: 'Give a web address, for example https://meet.example.org/42.' })
  .max(1000);

/** What is written when an incident opens is one transaction, for which DynamoDB has a limit of 100 items. */
const MOST_AT_OPENING = 20;

const startedAtOpening = (steps: z.infer<typeof runbookStepInput>[]) =>
  steps.filter(({ automation }) => automation?.start === 'opened').length;

const noRepeats = (values: string[]) => new Set(values).size === values.length;

/**
 * In bytes of JSON: DynamoDB takes items of at most 400 KB, and the audit log keeps what a plan was and what it
 * became in one.
 */
const LARGEST_BYTES = 100 * 1024;

const fields = z.strictObject({
  key: configurationKey,
  name: line(120),
  description: z.string().max(2000).nullable().default(null),
  /** The team that owns it, and is told when it is stale. */
  teamId: id('team').nullable().default(null),
  match: match.nullable().default(null),
  /** Of the incident: `{title}`, `{service}`, `{severity}`, `{category}` and `{source}` are filled in. Null: as reported. */
  titleTemplate: line(500)
    .refine(hasOnlyKnownPlaceholders, {
      message: `Braces may hold only what an incident has: ${knownPlaceholders}.`,
    })
    .nullable()
    .default(null),
  /** What counts where the report does not say. */
  defaults: z
    .strictObject({
      severity: level.nullable().default(null),
      impact: level.nullable().default(null),
      category: category.nullable().default(null),
    })
    .default({ severity: null, impact: null, category: null }),
  /** Null: the service's policy. */
  escalationPolicyId: id('pol').nullable().default(null),
  /** The roles to fill, and with whom; the commander, communications and scribe are always there. */
  roles: z
    .array(z.strictObject({ role: roleName, fillFrom: target.nullable().default(null) }))
    .max(20)
    .refine((roles) => noRepeats(roles.map(({ role }) => role)), { message: 'Name each role once.' })
    .default([]),
  runbook: z
    .strictObject({
      steps: z
        .array(runbookStepInput)
        .max(50)
        .refine((steps) => noRepeats(steps.map(({ key }) => key)), {
          message: 'Give each step a key of its own.',
        })
        .refine((steps) => startedAtOpening(steps) <= MOST_AT_OPENING, {
          message: `At most ${MOST_AT_OPENING} steps may run by themselves when the incident opens. Start the others by hand, or let one automation do several things.`,
        })
        .default([]),
    })
    .default({ steps: [] }),
  communication: z
    .strictObject({
      audiences: z.array(line(120)).max(20).default([]),
      cadence: cadence.default({}),
    })
    .default({ audiences: [], cadence: {} }),
  /** Where people meet. */
  bridgeUrl: web.nullable().default(null),
  chatUrl: web.nullable().default(null),
  review: z
    .strictObject({ required: z.boolean().default(false), dueIn: duration.nullable().default(null) })
    .default({ required: false, dueIn: null }),
  /** How long a resolved incident stays open to a reopening; null: the organisation's. */
  quietPeriod: duration.nullable().default(null),
  /** The day by which somebody has to look at the plan again. */
  reviewBy: calendarDate.nullable().default(null),
});

export const responsePlanInput = fields
  .refine((plan) => Buffer.byteLength(JSON.stringify(plan)) <= LARGEST_BYTES, {
    message: `A plan has at most ${LARGEST_BYTES / 1024} KB. Keep long texts elsewhere and link to them.`,
  })
  .superRefine(({ roles, runbook }, context) => {
    const known = new Set<string>([...standardRoles, ...roles.map(({ role }) => role)]);
    for (const [index, { role }] of runbook.steps.entries()) {
      if (role === null || known.has(role)) continue;
      const path = ['runbook', 'steps', index, 'role'];
      context.addIssue({
        code: 'custom',
        path,
        message: `The plan has no role ${role}. Add it to its roles.`,
      });
    }
  });
export type ResponsePlanInput = z.infer<typeof responsePlanInput>;

export const responsePlanPatch = patchOf(fields);

export const responsePlan = z.object({
  ...fields.shape,
  ...identity('pln'),
  /** Grows by one with every save. */
  version: z.int(),
  /** When an incident last ran it. */
  lastExercisedAt: instant.nullable(),
  /** Why somebody has to look at it again; empty: it is fresh. */
  stale: z.array(text(200)),
});
export type ResponsePlan = z.infer<typeof responsePlan>;

/** A plan as it is saved; how fresh it is, is a question of the day. */
export type SavedPlan = Omit<ResponsePlan, 'lastExercisedAt' | 'stale'>;

/** One save of a plan. */
export const planSave = z.object({
  version: z.int(),
  savedAt: instant,
  savedBy: actor,
});
export type PlanSave = z.infer<typeof planSave>;

/** A plan as one of its saves left it. */
export const responsePlanVersion = z.object({ ...fields.shape, id: id('pln'), ...planSave.shape });
export type ResponsePlanVersion = z.infer<typeof responsePlanVersion>;

const planChange = z.object({
  /** Dotted; steps and roles by their key: `runbook.steps.check-graphs.title`. */
  path: z.string(),
  /** Null where it was not there. */
  before: z.unknown(),
  /** Null where it is no longer there. */
  after: z.unknown(),
});
export type PlanChange = z.infer<typeof planChange>;

export const planDiff = z.object({
  /** The version before; null: there is none, and all is new. */
  from: z.int().nullable(),
  to: z.int(),
  changes: z.array(planChange),
});
export type PlanDiff = z.infer<typeof planDiff>;

/** What the choice of a plan goes by; null: not known. */
export const planFacts = z.strictObject({
  /** Left out: the default service. */
  serviceId: id('svc').default(DEFAULT_SERVICE_ID),
  category: category.nullable().default(null),
  severity: level.nullable().default(null),
  source: source.nullable().default(null),
});
export type PlanFacts = z.infer<typeof planFacts>;

/** Which plan an incident gets, and why. */
export const planChoice = z.object({
  planId: id('pln').nullable(),
  reason: z.string(),
  /** Every plan, in the order of precedence. */
  candidates: z.array(
    z.object({
      planId: id('pln'),
      name: z.string(),
      /** Whether it could be chosen. */
      matches: z.boolean(),
      reason: z.string(),
    }),
  ),
});
export type PlanChoice = z.infer<typeof planChoice>;
