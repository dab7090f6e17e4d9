import * as z from 'zod';
import { incident } from '#domain/incident/schema.ts';
import { requestedResponders, requestRespondersInput } from '#domain/responder/schema.ts';
import { id, line } from '#domain/schema.ts';
import { incidentParams } from './parameters.ts';
import type { RouteDefinition, RouteDefinitions } from './route.ts';

const path = '/v1/incidents/{id}/responders';

const answerBody = z
  .strictObject({ reason: line(500).optional().meta({ description: 'Why, for the timeline' }) })
  .default({});

/** An answer in the name of somebody who was asked: its name is the last part of the path. */
const answer = <Name extends 'accept' | 'decline'>(name: Name, summary: string) =>
  ({
    method: 'POST',
    path: `${path}/{contactId}/${name}`,
    tag: 'incidents',
    scope: 'respond',
    summary,
    params: z.object({ ...incidentParams.shape, contactId: id('ctc') }),
    body: answerBody,
    responses: { 200: incident },
    errors: ['invalid-transition', 'conflict'],
  }) as const satisfies RouteDefinition;

export const responderRoutes = {
  requestResponders: {
    method: 'POST',
    path,
    tag: 'incidents',
    scope: 'respond',
    summary: 'Pages people, the on-call of schedules or teams to help; 200 where all have been asked before',
    params: incidentParams,
    body: requestRespondersInput,
    responses: { 200: requestedResponders, 201: requestedResponders },
    errors: ['invalid-transition'],
    creates: true,
  },
  acceptRequest: answer('accept', 'Says that somebody who was asked to help does; acknowledges nothing'),
  declineRequest: answer('decline', 'Says that somebody who was asked to help can not'),
} as const satisfies RouteDefinitions;
