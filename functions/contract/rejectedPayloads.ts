import { rejectedPayload } from '#domain/integration/schema.ts';
import { listQuery, pageOf } from './lists.ts';
import type { RouteDefinitions } from './route.ts';

export const rejectedPayloadRoutes = {
  listRejectedPayloads: {
    method: 'GET',
    path: '/v1/rejected-payloads',
    tag: 'configuration',
    scope: 'manage',
    summary: 'What tools have sent in the last 30 days that could not be read, newest first',
    query: listQuery,
    responses: { 200: pageOf(rejectedPayload) },
    errors: [],
  },
} as const satisfies RouteDefinitions;
