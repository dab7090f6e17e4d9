import * as z from 'zod';
import { alert } from '#domain/alert/schema.ts';
import {
  category,
  incident,
  openIncidentInput,
  patchIncidentInput,
  status,
} from '#domain/incident/schema.ts';
import { notification } from '#domain/notification/schema.ts';
import { duration, id, instant, line, priority, text } from '#domain/schema.ts';
import { noteInput, timelineEvent } from '#domain/timeline/schema.ts';
import { listQuery, pageOf } from './lists.ts';
import { flag, incidentReference, incidentParams as params } from './parameters.ts';
import type { RouteDefinition, RouteDefinitions } from './route.ts';

/** One value or several with commas between them. */
function anyOf<Value extends string>(values: z.ZodEnum<Record<Value, Value>>, description: string) {
  const one = `(${values.options.join('|')})`;
  return z
    .string()
    .regex(new RegExp(`^${one}(,${one}){0,19}$`), {
      message: `Give one or several of ${values.options.join(', ')}, with commas between.`,
    })
    .transform((listed) => listed.split(',') as Value[])
    .meta({ description })
    .optional();
}

const incidentsQuery = z.strictObject({
  ...listQuery.shape,
  status: anyOf(
    z.enum(['open', ...status.options]),
    'One or several, with commas between; `open` is all that is not final',
  ),
  priority: anyOf(priority, 'One or several, with commas between'),
  serviceId: id('svc').optional(),
  category: category.optional(),
  drill: flag.optional(),
  from: instant.optional().meta({ description: 'Opened at or after' }),
  to: instant.optional().meta({ description: 'Opened before' }),
  q: line(200).optional().meta({ description: 'Words that the title or the description holds' }),
});

const reason = line(500).optional().meta({ description: 'Why, for the timeline' });
const moveBody = z.strictObject({ reason }).default({});
const resolveBody = z.strictObject({
  summary: text(5000),
  cause: text(5000).nullable().default(null),
  reason,
});
const snoozeBody = z.strictObject({ for: duration, reason });
const mergeBody = z.strictObject({ into: incidentReference, reason });

/** A move of contract section 3: its name is the last part of the path. */
const move = <Name extends string, Body extends z.ZodType>(name: Name, summary: string, body: Body) =>
  ({
    method: 'POST',
    path: `/v1/incidents/{id}/${name}`,
    tag: 'incidents',
    scope: 'respond',
    summary,
    params,
    body,
    responses: { 200: incident },
    errors: ['invalid-transition', 'conflict'],
  }) as const satisfies RouteDefinition;

export const incidentRoutes = {
  openIncident: {
    method: 'POST',
    path: '/v1/incidents',
    tag: 'incidents',
    scope: 'respond',
    summary: 'Opens an incident, or joins the open one with the same service and dedup key',
    body: openIncidentInput,
    responses: { 200: incident, 201: incident },
    errors: [],
    creates: true,
  },
  listIncidents: {
    method: 'GET',
    path: '/v1/incidents',
    tag: 'incidents',
    scope: 'read',
    summary: 'Incidents, newest first',
    query: incidentsQuery,
    responses: { 200: pageOf(incident) },
    errors: [],
  },
  getIncident: {
    method: 'GET',
    path: '/v1/incidents/{id}',
    tag: 'incidents',
    scope: 'read',
    summary: 'One incident',
    params,
    responses: { 200: incident },
    errors: [],
  },
  changeIncident: {
    method: 'PATCH',
    path: '/v1/incidents/{id}',
    tag: 'incidents',
    scope: 'respond',
    summary: 'Changes what is known of an incident; a higher priority pages again from the first level',
    params,
    body: patchIncidentInput,
    responses: { 200: incident },
    errors: ['invalid-transition'],
    guarded: true,
  },
  acknowledgeIncident: move('acknowledge', 'Takes an incident: paging stops', moveBody),
  unacknowledgeIncident: move('unacknowledge', 'Gives an incident back: paging starts again', moveBody),
  mitigateIncident: move('mitigate', 'Says that the impact is stopped', moveBody),
  resolveIncident: move('resolve', 'Says that the problem is gone', resolveBody),
  reopenIncident: move('reopen', 'Says that the problem is back: paging starts again', moveBody),
  closeIncident: {
    ...move('close', 'Closes a resolved incident for good', moveBody),
    errors: ['invalid-transition', 'conflict', 'closure-blocked'],
  },
  cancelIncident: move('cancel', 'Says that it was no incident', moveBody),
  escalateIncident: move('escalate', 'Pages the next level now', moveBody),
  snoozeIncident: move('snooze', 'Holds paging for a while', snoozeBody),
  mergeIncident: move('merge', 'Ends an incident as part of another', mergeBody),
  listTimeline: {
    method: 'GET',
    path: '/v1/incidents/{id}/timeline',
    tag: 'incidents',
    scope: 'read',
    summary: 'All that happened to an incident, oldest first',
    params,
    query: listQuery,
    responses: { 200: pageOf(timelineEvent) },
    errors: [],
  },
  addNote: {
    method: 'POST',
    path: '/v1/incidents/{id}/timeline',
    tag: 'incidents',
    scope: 'respond',
    summary: 'Adds a note to the timeline',
    params,
    body: noteInput,
    responses: { 201: timelineEvent },
    errors: [],
    creates: true,
  },
  listNotifications: {
    method: 'GET',
    path: '/v1/incidents/{id}/notifications',
    tag: 'incidents',
    scope: 'read',
    summary: 'Who was told, by which channel, and why not',
    params,
    query: listQuery,
    responses: { 200: pageOf(notification) },
    errors: [],
  },
  listAlerts: {
    method: 'GET',
    path: '/v1/incidents/{id}/alerts',
    tag: 'incidents',
    scope: 'read',
    summary: 'The alerts that joined an incident',
    params,
    query: listQuery,
    responses: { 200: pageOf(alert) },
    errors: [],
  },
} as const satisfies RouteDefinitions;
