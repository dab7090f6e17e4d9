import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HandlerFunction } from '#lib/constructs/handler-function.ts';
import type { Resources } from '#lib/functions/resources.ts';
import { interruptExecutions } from '#lib/grants/executions.ts';
import { readRecords, writeRecords } from '#lib/grants/records.ts';

/** Answers the routes without a key: health, the OpenAPI document, the acknowledgement link and calendars. */
export const apiPublic = (
  scope: Construct,
  { config, records, stateMachineArn }: Resources,
): HandlerFunction =>
  new HandlerFunction(scope, 'ApiPublic', {
    config,
    description: 'Muster: what is open to all, the acknowledgement link and calendars',
    entry: 'api/public.ts',
    timeout: Duration.seconds(25),
    environment: { TABLE_NAME: records.table.tableName, STATE_MACHINE_ARN: stateMachineArn },
    grants: [
      readRecords(
        records,
        'A link is checked against its signing key and shows its incident; a calendar shows shifts.',
      ),
      writeRecords(
        records,
        'A button acknowledges, accepts or declines: one transaction with its timeline event.',
      ),
      interruptExecutions('An acknowledgement tells the waiting clock at once.'),
    ],
  });
