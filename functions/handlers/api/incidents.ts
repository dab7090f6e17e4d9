import { SFNClient } from '@aws-sdk/client-sfn';
import { systemClock } from '#adapters/clock.ts';
import { openTable } from '#adapters/dynamodb/client.ts';
import { dynamoClockStore } from '#adapters/dynamodb/clocks.ts';
import { dynamoIdempotencyStore } from '#adapters/dynamodb/idempotency.ts';
import { dynamoIncidentStore } from '#adapters/dynamodb/incidents.ts';
import { dynamoOrganisation } from '#adapters/dynamodb/organisation.ts';
import { dynamoTurns } from '#adapters/dynamodb/turns.ts';
import { ulidIds } from '#adapters/ids.ts';
import { stepFunctionsExecutions } from '#adapters/stepfunctions/executions.ts';
import { incidentRoutes } from '#contract/incidents.ts';
import { responderRoutes } from '#contract/responders.ts';
import { reviewRoutes } from '#contract/reviews.ts';
import { roleRoutes } from '#contract/roles.ts';
import { runbookRoutes } from '#contract/runbook.ts';
import { environment } from '../environment.ts';
import { operatorLog } from '../operatorLog.ts';
import { createApi } from './http/createApi.ts';
import { incidentOperations } from './incidentOperations.ts';
import { responderOperations } from './responderOperations.ts';
import { reviewOperations } from './reviewOperations.ts';
import { roleOperations } from './roleOperations.ts';
import { runbookOperations } from './runbookOperations.ts';

const { TABLE_NAME, STATE_MACHINE_ARN } = environment('TABLE_NAME', 'STATE_MACHINE_ARN');
const table = openTable(TABLE_NAME);

const ports = {
  incidents: dynamoIncidentStore(table, ulidIds),
  clocks: dynamoClockStore(table),
  executions: stepFunctionsExecutions(new SFNClient({}), STATE_MACHINE_ARN),
  organisation: dynamoOrganisation(table),
  turns: dynamoTurns(table),
  clock: systemClock,
  ids: ulidIds,
  log: operatorLog,
};

/** The routes of incidents. */
export const handler = createApi({
  routes: { ...incidentRoutes, ...runbookRoutes, ...roleRoutes, ...responderRoutes, ...reviewRoutes },
  operations: {
    ...incidentOperations(ports),
    ...runbookOperations(ports),
    ...roleOperations(ports),
    ...responderOperations(ports),
    ...reviewOperations(ports),
  },
  once: { store: dynamoIdempotencyStore(table), clock: systemClock, ids: ulidIds },
});
