import { SFNClient } from '@aws-sdk/client-sfn';
import { systemClock } from '#adapters/clock.ts';
import { openTable } from '#adapters/dynamodb/client.ts';
import { dynamoIncidentStore } from '#adapters/dynamodb/incidents.ts';
import { ulidIds } from '#adapters/ids.ts';
import { stepFunctionsExecutions } from '#adapters/stepfunctions/executions.ts';
import { type Swept, sweep } from '#operations/clock/sweep.ts';
import { environment } from '../environment.ts';
import { operatorLog } from '../operatorLog.ts';

const { TABLE_NAME, STATE_MACHINE_ARN } = environment('TABLE_NAME', 'STATE_MACHINE_ARN');
const table = openTable(TABLE_NAME);
const ports = {
  incidents: dynamoIncidentStore(table, ulidIds),
  executions: stepFunctionsExecutions(new SFNClient({}), STATE_MACHINE_ARN),
  clock: systemClock,
  log: operatorLog,
};

/** Every minute: no open incident stays without a clock. */
export function handler(): Promise<Swept> {
  return sweep(ports);
}
