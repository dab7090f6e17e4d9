import { SFNClient } from '@aws-sdk/client-sfn';
import { systemClock } from '#adapters/clock.ts';
import { dynamoCalendarStore } from '#adapters/dynamodb/calendars.ts';
import { openTable } from '#adapters/dynamodb/client.ts';
import { dynamoClockStore } from '#adapters/dynamodb/clocks.ts';
import { dynamoConfigurationStore } from '#adapters/dynamodb/configuration.ts';
import { dynamoIncidentStore } from '#adapters/dynamodb/incidents.ts';
import { dynamoLinkKeys } from '#adapters/dynamodb/linkKeys.ts';
import { dynamoOrganisation } from '#adapters/dynamodb/organisation.ts';
import { dynamoOverrideStore } from '#adapters/dynamodb/overrides.ts';
import { ulidIds } from '#adapters/ids.ts';
import { stepFunctionsExecutions } from '#adapters/stepfunctions/executions.ts';
import { acknowledgementLinkRoutes, calendarFeedRoutes, publicRoutes } from '#contract/public.ts';
import { environment } from '../environment.ts';
import { operatorLog } from '../operatorLog.ts';
import { acknowledgementLinkOperations } from './acknowledgementLinkOperations.ts';
import { calendarFeedOperations } from './calendarFeedOperations.ts';
import { createApi } from './http/createApi.ts';
import { publicOperations } from './publicOperations.ts';

const { TABLE_NAME, STATE_MACHINE_ARN } = environment('TABLE_NAME', 'STATE_MACHINE_ARN');
const table = openTable(TABLE_NAME);

/** The routes that need no key: the front page, the documentation, the links of pages, and calendars. */
export const handler = createApi({
  routes: { ...publicRoutes, ...acknowledgementLinkRoutes, ...calendarFeedRoutes },
  operations: {
    ...publicOperations,
    ...acknowledgementLinkOperations({
      incidents: dynamoIncidentStore(table, ulidIds),
      clocks: dynamoClockStore(table),
      executions: stepFunctionsExecutions(new SFNClient({}), STATE_MACHINE_ARN),
      organisation: dynamoOrganisation(table),
      linkKeys: dynamoLinkKeys(table),
      clock: systemClock,
      log: operatorLog,
    }),
    ...calendarFeedOperations({
      calendars: dynamoCalendarStore(table),
      store: dynamoConfigurationStore(table),
      overrides: dynamoOverrideStore(table),
      clock: systemClock,
    }),
  },
});
