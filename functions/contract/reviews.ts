import * as z from 'zod';
import { incident } from '#domain/incident/schema.ts';
import { line } from '#domain/schema.ts';
import { incidentParams } from './parameters.ts';
import type { RouteDefinitions } from './route.ts';

const waiveReviewBody = z.strictObject({
  reason: line(500).meta({ description: 'Why no review is needed, for the timeline' }),
});

export const reviewRoutes = {
  waiveReview: {
    method: 'POST',
    path: '/v1/incidents/{id}/review/waive',
    tag: 'incidents',
    scope: 'respond',
    summary: 'Says that an incident needs no review: closing does not wait for it',
    params: incidentParams,
    body: waiveReviewBody,
    responses: { 200: incident },
    errors: ['invalid-transition', 'conflict'],
  },
} as const satisfies RouteDefinitions;
