import { SFNClient } from '@aws-sdk/client-sfn';
import { systemClock } from '#adapters/clock.ts';
import { openTable } from '#adapters/dynamodb/client.ts';
import { dynamoClockStore } from '#adapters/dynamodb/clocks.ts';
import { dynamoIdempotencyStore } from '#adapters/dynamodb/idempotency.ts';
import { dynamoIncidentStore } from '#adapters/dynamodb/incidents.ts';
import { dynamoOrganisation } from '#adapters/dynamodb/organisation.ts';
import { ulidIds } from '#adapters/ids.ts';
import { stepFunctionsExecutions } from '#adapters/stepfunctions/executions.ts';
import { incidentRoutes } from '#contract/incidents.ts';
import { environment } from '../environment.ts';
import { operatorLog } from '../operatorLog.ts';
import { createApi } from './http/createApi.ts';
import { incidentOperations } from './incidentOperations.ts';

const { TABLE_NAME, STATE_MACHINE_ARN } = environment('TABLE_NAME', 'STATE_MACHINE_ARN');
const table = openTable(TABLE_NAME);

/** The routes of incidents. */
export const handler = createApi({
  routes: incidentRoutes,
  operations: incidentOperations({
    incidents: dynamoIncidentStore(table, ulidIds),
    clocks: dynamoClockStore(table),
    executions: stepFunctionsExecutions(new SFNClient({}), STATE_MACHINE_ARN),
    organisation: dynamoOrganisation(table),
    clock: systemClock,
    ids: ulidIds,
    log: operatorLog,
  }),
  once: { store: dynamoIdempotencyStore(table), clock: systemClock, ids: ulidIds },
});
