import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HandlerFunction } from '#lib/constructs/handler-function.ts';
import type { Resources } from '#lib/functions/resources.ts';
import { interruptExecutions, startExecutions } from '#lib/grants/executions.ts';
import { listIncidents, readRecords, writeRecords } from '#lib/grants/records.ts';

/** Answers the routes of incidents: opening, listing and every move. */
export const apiIncidents = (
  scope: Construct,
  { config, records, stateMachineArn }: Resources,
): HandlerFunction =>
  new HandlerFunction(scope, 'ApiIncidents', {
    config,
    description: 'Muster: the API of incidents',
    entry: 'api/incidents.ts',
    timeout: Duration.seconds(25),
    environment: { TABLE_NAME: records.table.tableName, STATE_MACHINE_ARN: stateMachineArn },
    grants: [
      readRecords(records, 'A move is judged on the incident as it stands.'),
      writeRecords(records, 'A move, its timeline events and its idempotency key are one transaction.'),
      listIncidents(records, 'GET /v1/incidents.'),
      startExecutions(stateMachineArn, 'An incident opened or reopened by hand needs a clock.'),
      interruptExecutions('A move tells the waiting clock at once.'),
    ],
  });
