import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HandlerFunction } from '#lib/constructs/handler-function.ts';
import type { Resources } from '#lib/functions/resources.ts';
import { pageByEmail, pageBySms } from '#lib/grants/contacts.ts';
import { interruptExecutions } from '#lib/grants/executions.ts';
import { readRecords, writeRecords } from '#lib/grants/records.ts';

/** What an incident's clock does when it strikes: it pages, reminds, closes. */
export const clock = (
  scope: Construct,
  { config, records, stateMachineArn, contactTopicsArn, publicUrl }: Resources,
): HandlerFunction =>
  new HandlerFunction(scope, 'Clock', {
    config,
    description: "Muster: each stage of an incident's clock",
    entry: 'workflow/clock.ts',
    // Room to page a whole level, each channel with its retries.
    timeout: Duration.seconds(60),
    environment: {
      TABLE_NAME: records.table.tableName,
      STATE_MACHINE_ARN: stateMachineArn,
      PUBLIC_URL: publicUrl,
    },
    grants: [
      readRecords(records, 'The record says what is due.'),
      writeRecords(records, 'Intent and outcome of each page, escalations and closings are written down.'),
      interruptExecutions('A stage that is already over hands its token straight back.'),
      pageByEmail(contactTopicsArn, 'A page by email.'),
      pageBySms('A page by SMS.'),
    ],
  });
