import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HandlerFunction } from '#lib/constructs/handler-function.ts';
import { runEvery } from '#lib/constructs/run-every.ts';
import type { Resources } from '#lib/functions/resources.ts';
import { listExecutions, startExecutions, stopExecutions } from '#lib/grants/executions.ts';
import { leaveDeadLetters } from '#lib/grants/messages.ts';
import { findRecords, listOpenIncidents, writeRecords } from '#lib/grants/records.ts';

/** Finds, each minute, the open incidents whose clock is gone or late, and starts the next one. */
export function sweeper(
  scope: Construct,
  { config, records, stateMachineArn, deadLetters }: Resources,
): HandlerFunction {
  const minute = Duration.minutes(1);
  const handler = new HandlerFunction(scope, 'Sweeper', {
    config,
    description: 'Muster: starts the next clock of incidents that lost theirs',
    entry: 'schedule/sweep.ts',
    timeout: minute,
    environment: { TABLE_NAME: records.table.tableName, STATE_MACHINE_ARN: stateMachineArn },
    grants: [
      listOpenIncidents(records, 'The open incidents are what is swept.'),
      findRecords(records, 'The record says when the clock was due.'),
      writeRecords(records, 'The next clock has the next epoch, so that the old one can do nothing.'),
      listExecutions(stateMachineArn, 'An incident whose execution does not run has no clock.'),
      stopExecutions(stateMachineArn, 'A clock that has been replaced is stopped.'),
      startExecutions(stateMachineArn, 'The next clock.'),
      leaveDeadLetters(deadLetters, 'A sweep that failed must be seen.'),
    ],
  });
  runEvery(handler, minute, deadLetters);
  return handler;
}
