import * as z from 'zod';
import { incident } from '#domain/incident/schema.ts';
import { id, line } from '#domain/schema.ts';
import { incidentParams } from './parameters.ts';
import type { RouteDefinitions } from './route.ts';

const assignRoleBody = z.strictObject({
  /** Null: nobody has the role any more. */
  contactId: id('ctc').nullable(),
  reason: line(500).optional().meta({ description: 'Why, for the timeline' }),
});

export const roleRoutes = {
  assignRole: {
    method: 'PUT',
    path: '/v1/incidents/{id}/roles/{role}',
    tag: 'incidents',
    scope: 'respond',
    summary: 'Assigns a role of an incident, hands it over, or vacates it',
    params: z.object({ ...incidentParams.shape, role: z.string().min(1).max(100) }),
    body: assignRoleBody,
    responses: { 200: incident },
    errors: ['invalid-transition'],
    guarded: true,
  },
} as const satisfies RouteDefinitions;
