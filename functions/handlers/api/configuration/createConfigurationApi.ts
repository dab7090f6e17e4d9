import { auditRoutes } from '#contract/audit.ts';
import { calendarRoutes } from '#contract/calendars.ts';
import { contactRoutes } from '#contract/contacts.ts';
import { escalationPolicyRoutes } from '#contract/escalationPolicies.ts';
import { integrationRoutes } from '#contract/integrations.ts';
import { keyRoutes } from '#contract/keys.ts';
import { rejectedPayloadRoutes } from '#contract/rejectedPayloads.ts';
import { responsePlanRoutes } from '#contract/responsePlans.ts';
import { scheduleRoutes } from '#contract/schedules.ts';
import { serviceRoutes } from '#contract/services.ts';
import { settingsRoutes } from '#contract/settings.ts';
import { teamRoutes } from '#contract/teams.ts';
import type { CalendarPorts } from '#operations/calendar/changeCalendar.ts';
import type { SimulationPorts } from '#operations/escalation/simulatePolicy.ts';
import type { IdempotencyStore } from '#operations/idempotency/store.ts';
import type { IntegrationPorts } from '#operations/integrations/createIntegration.ts';
import type { PlanPorts } from '#operations/plan/listPlans.ts';
import type { OverridePorts } from '#operations/schedule/overrides.ts';
import { createApi } from '../http/createApi.ts';
import { calendarOperations } from './calendars.ts';
import { type ContactApiPorts, contactOperations } from './contacts.ts';
import { escalationPolicyOperations } from './escalationPolicies.ts';
import { integrationOperations } from './integrations.ts';
import { type OrganisationPorts, organisationOperations } from './organisation.ts';
import { responsePlanOperations } from './responsePlans.ts';
import { scheduleOperations } from './schedules.ts';
import { serviceOperations } from './services.ts';
import { teamOperations } from './teams.ts';

export type ConfigurationApiPorts = ContactApiPorts &
  IntegrationPorts &
  OrganisationPorts &
  PlanPorts &
  OverridePorts &
  CalendarPorts &
  SimulationPorts & { idempotency: IdempotencyStore };

/** The API of configuration, on whatever its ports stand for. */
export const createConfigurationApi = (ports: ConfigurationApiPorts) =>
  createApi({
    routes: {
      ...contactRoutes,
      ...teamRoutes,
      ...scheduleRoutes,
      ...calendarRoutes,
      ...serviceRoutes,
      ...escalationPolicyRoutes,
      ...responsePlanRoutes,
      ...integrationRoutes,
      ...settingsRoutes,
      ...keyRoutes,
      ...auditRoutes,
      ...rejectedPayloadRoutes,
    },
    operations: {
      ...contactOperations(ports),
      ...teamOperations(ports),
      ...scheduleOperations(ports),
      ...calendarOperations(ports),
      ...serviceOperations(ports),
      ...escalationPolicyOperations(ports),
      ...responsePlanOperations(ports),
      ...integrationOperations(ports),
      ...organisationOperations(ports),
    },
    once: { store: ports.idempotency, clock: ports.clock, ids: ports.ids },
  });
