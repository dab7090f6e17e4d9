import * as z from 'zod';
import { actor } from '../incident/schema.ts';
import { id, instant, text } from '../schema.ts';

const eventType = z.enum([
  'incident.opened',
  'incident.categorized',
  'incident.prioritized',
  'incident.updated',
  'incident.acknowledged',
  'incident.unacknowledged',
  'incident.mitigated',
  'incident.resolved',
  'incident.reopened',
  'incident.closed',
  'incident.canceled',
  'incident.merged',
  'incident.snoozed',
  'alert.joined',
  'alert.resolved',
  'page.sent',
  'page.failed',
  'page.skipped',
  'escalation.started',
  'escalation.advanced',
  'escalation.exhausted',
  'closure.blocked',
  'incident.linked',
  'role.assigned',
  'role.handed-over',
  'role.vacated',
  'responder.requested',
  'responder.accepted',
  'responder.declined',
  'step.requested',
  'step.assigned',
  'step.completed',
  'step.skipped',
  'step.failed',
  'step.expired',
  'review.waived',
  'clock.revived',
  'note.added',
]);
export type EventType = z.infer<typeof eventType>;

export const timelineEvent = z.object({
  id: id('evt'),
  incidentId: id('inc'),
  /** The incident's revision that this event is part of: events of one incident are ordered by it. */
  revision: z.int(),
  at: instant,
  type: eventType,
  actor,
  data: z.record(z.string(), z.unknown()),
  reason: z.string().optional(),
});
export type TimelineEvent = z.infer<typeof timelineEvent>;

export const noteInput = z.strictObject({ text: text(10_000) });
