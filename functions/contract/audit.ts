import { auditEntry } from '#domain/audit/schema.ts';
import { listQuery, pageOf } from './lists.ts';
import type { RouteDefinitions } from './route.ts';

export const auditRoutes = {
  listAudit: {
    method: 'GET',
    path: '/v1/audit',
    tag: 'configuration',
    scope: 'admin',
    summary: 'Every change of configuration, newest first',
    query: listQuery,
    responses: { 200: pageOf(auditEntry) },
    errors: [],
  },
} as const satisfies RouteDefinitions;
