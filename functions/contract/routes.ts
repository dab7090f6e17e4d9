import { auditRoutes } from './audit.ts';
import { calendarRoutes } from './calendars.ts';
import { contactRoutes } from './contacts.ts';
import { escalationPolicyRoutes } from './escalationPolicies.ts';
import { incidentRoutes } from './incidents.ts';
import { intakeRoutes } from './intake.ts';
import { integrationRoutes } from './integrations.ts';
import { keyRoutes } from './keys.ts';
import { acknowledgementLinkRoutes, calendarFeedRoutes, publicRoutes } from './public.ts';
import { rejectedPayloadRoutes } from './rejectedPayloads.ts';
import { responderRoutes } from './responders.ts';
import { responsePlanRoutes } from './responsePlans.ts';
import { reviewRoutes } from './reviews.ts';
import { roleRoutes } from './roles.ts';
import type { Route, RouteDefinitions } from './route.ts';
import { runbookRoutes } from './runbook.ts';
import { scheduleRoutes } from './schedules.ts';
import { serviceRoutes } from './services.ts';
import { settingsRoutes } from './settings.ts';
import { teamRoutes } from './teams.ts';

const tables: RouteDefinitions[] = [
  incidentRoutes,
  runbookRoutes,
  roleRoutes,
  responderRoutes,
  reviewRoutes,
  intakeRoutes,
  contactRoutes,
  teamRoutes,
  scheduleRoutes,
  calendarRoutes,
  serviceRoutes,
  escalationPolicyRoutes,
  responsePlanRoutes,
  integrationRoutes,
  settingsRoutes,
  keyRoutes,
  auditRoutes,
  rejectedPayloadRoutes,
  publicRoutes,
  acknowledgementLinkRoutes,
  calendarFeedRoutes,
];

/** Every route of Muster's HTTP API. */
export const routes: readonly Route[] = tables.flatMap((table) =>
  Object.entries(table).map(([operationId, definition]) => ({ operationId, ...definition })),
);
