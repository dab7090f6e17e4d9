import * as z from 'zod';
import { target } from '../escalation/schema.ts';
import { category } from '../incident/schema.ts';
import {
  calendarDate,
  configurationKey,
  duration,
  id,
  instant,
  level,
  line,
  patchOf,
  priority,
  text,
} from '../schema.ts';
import { source } from '../source.ts';

/** A word of lower case letters, digits and hyphens, by which a plan names something of its own. */
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,49}$/, {
  message: 'Give a name of lower case letters, digits and hyphens, for example commander.',
});

export const roleName = slug;

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
const cadence = z.partialRecord(priority, duration);

const web = z
  .url({ protocol: /^https?$/, message: 'Give a web address, for example https://meet.example.org/42.' })
  .max(1000);

const noRepeats = (values: string[]) => new Set(values).size === values.length;

export const responsePlanInput = z.strictObject({
  key: configurationKey,
  name: line(120),
  description: z.string().max(2000).nullable().default(null),
  /** The team that owns it, and is told when it is stale. */
  teamId: id('team').nullable().default(null),
  match: match.nullable().default(null),
  /** Of the incident: `{title}`, `{service}`, `{severity}`, `{category}` and `{source}` are filled in. Null: as reported. */
  titleTemplate: line(500).nullable().default(null),
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
export type ResponsePlanInput = z.infer<typeof responsePlanInput>;

export const responsePlanPatch = patchOf(responsePlanInput);

export const responsePlan = z.object({
  ...responsePlanInput.shape,
  id: id('pln'),
  /** Grows by one with every save. */
  version: z.int(),
  /** When an incident last ran it. */
  lastExercisedAt: instant.nullable(),
  /** Why somebody has to look at it again; empty: it is fresh. */
  stale: z.array(text(200)),
  createdAt: instant,
  updatedAt: instant,
  etag: z.string(),
});
export type ResponsePlan = z.infer<typeof responsePlan>;
