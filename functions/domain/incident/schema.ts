import * as z from 'zod';
import { responder } from '../responder/schema.ts';
import { id, instant, level, line, priority } from '../schema.ts';
import { source } from '../source.ts';
import { lifecycleStages } from './lifecycle.ts';

export const status = z.enum([
  'triggered',
  'acknowledged',
  'mitigated',
  'resolved',
  'closed',
  'canceled',
  'merged',
]);
export type Status = z.infer<typeof status>;

export const category = z.string().regex(/^[a-z][a-z0-9-]{1,49}$/, {
  message: 'Give a category of 2 to 50 lower case letters, digits and hyphens, for example "availability".',
});

export const actor = z.object({
  type: z.enum(['key', 'contact', 'integration', 'alarm', 'system']),
  id: z.string().nullable(),
  name: z.string(),
});
export type Actor = z.infer<typeof actor>;

const title = line(500);
const description = z.string().max(10_000);

export const openIncidentInput = z.strictObject({
  title,
  description: description.nullable().default(null),
  /** Default: the plan's, else high. */
  severity: level.nullable().default(null),
  /** Default: the service's tier. */
  impact: level.nullable().default(null),
  category: category.nullable().default(null),
  /** Default: the plan that the rules find. */
  planId: id('pln').nullable().default(null),
  /** Default: the default service. */
  serviceId: id('svc').nullable().default(null),
  /** Incidents of one service with the same key are one. Default: a key of its own. */
  dedupKey: line(512).nullable().default(null),
  startedAt: instant.nullable().default(null),
});
export type OpenIncidentInput = z.infer<typeof openIncidentInput>;

export const patchIncidentInput = z
  .strictObject({
    title,
    description: description.nullable(),
    severity: level,
    impact: level,
    category,
    /** Why, for the timeline. */
    reason: line(500),
  })
  .partial();
export type PatchIncidentInput = z.infer<typeof patchIncidentInput>;

const escalation = z.object({
  policyId: id('pol').nullable(),
  /** The level that was paged last, from 1; 0 before the first page. */
  level: z.int(),
  /** The walk through the levels, from 1; it grows over the incident's whole life. */
  pass: z.int(),
  /** When the next level is paged; null when nothing more is planned. */
  nextAt: instant.nullable(),
  exhausted: z.boolean(),
});

const resolution = z.object({ summary: z.string(), cause: z.string().nullable() });

const linkedIncident = z.object({
  incidentId: id('inc'),
  number: z.int(),
  /** How the other's service stands to this one's. */
  relation: z.enum(['upstream', 'downstream']),
});
export type LinkedIncident = z.infer<typeof linkedIncident>;

export const incident = z.object({
  id: id('inc'),
  number: z.int(),
  title,
  description: description.nullable(),
  status,
  severity: level,
  impact: level,
  priority,
  category: category.nullable(),
  serviceId: id('svc'),
  planId: id('pln').nullable(),
  /** The version of the plan that it runs. */
  planVersion: z.int().nullable(),
  /** Where people meet. */
  bridgeUrl: z.string().nullable(),
  chatUrl: z.string().nullable(),
  drill: z.boolean(),
  dedupKey: z.string(),
  source,
  alertCount: z.int(),
  /** A role whose contact is null is vacant. */
  roles: z.array(z.object({ role: z.string(), contactId: id('ctc').nullable() })),
  responders: z.array(responder),
  /** Incidents of services that depend on this one's, or on which it depends, that were open when it opened. */
  linkedIncidents: z.array(linkedIncident),
  review: z.object({
    required: z.boolean(),
    dueIn: z.string().nullable(),
    waived: z.boolean(),
  }),
  escalation,
  resolution: resolution.nullable(),
  mergedInto: id('inc').nullable(),
  predecessorId: id('inc').nullable(),
  startedAt: instant,
  openedAt: instant,
  acknowledgedAt: instant.nullable(),
  mitigatedAt: instant.nullable(),
  resolvedAt: instant.nullable(),
  closedAt: instant.nullable(),
  snoozedUntil: instant.nullable(),
  /** When the incident's clock looks at it next, whatever for; null when it is over. */
  nextAt: instant.nullable(),
  lifecycle: z.array(
    z.object({ stage: z.enum(lifecycleStages), enteredAt: instant.nullable(), by: actor.nullable() }),
  ),
  etag: z.string(),
});
/** An incident as outsiders see it. */
export type Incident = z.infer<typeof incident>;
