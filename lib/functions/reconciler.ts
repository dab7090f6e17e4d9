import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HandlerFunction } from '#lib/constructs/handler-function.ts';
import { runEvery } from '#lib/constructs/run-every.ts';
import type { Resources } from '#lib/functions/resources.ts';
import { listAlarms, readAlarmTags } from '#lib/grants/alarms.ts';
import { interruptExecutions, startExecutions } from '#lib/grants/executions.ts';
import { leaveDeadLetters } from '#lib/grants/messages.ts';
import { readRecords, writeRecords } from '#lib/grants/records.ts';

/**
 * Compares, every five minutes, the alarms that are in ALARM with the incidents that they should have opened.
 *
 * @param alarmActionArns the ways in that an alarm can have as its action
 */
export function reconciler(
  scope: Construct,
  { config, records, stateMachineArn, deadLetters }: Resources,
  alarmActionArns: string[],
): HandlerFunction {
  const interval = Duration.minutes(5);
  const handler = new HandlerFunction(scope, 'Reconciler', {
    config,
    description: 'Muster: opens the incidents of alarms whose message was lost',
    entry: 'schedule/reconcile.ts',
    timeout: Duration.seconds(60),
    environment: {
      TABLE_NAME: records.table.tableName,
      STATE_MACHINE_ARN: stateMachineArn,
      ALARM_ACTION_ARNS: alarmActionArns.join(' '),
    },
    grants: [
      listAlarms('The alarms that are in ALARM are what is compared.'),
      readAlarmTags("An alarm's tag muster:service names its service."),
      readRecords(records, 'The record says which alarms have been heard of.'),
      writeRecords(records, 'An alarm that was missed opens an incident.'),
      startExecutions(stateMachineArn, 'A new incident needs a clock.'),
      interruptExecutions('An alarm that reopens an incident tells its clock at once.'),
      leaveDeadLetters(deadLetters, 'A comparison that failed must be seen.'),
    ],
  });
  runEvery(handler, interval, deadLetters);
  return handler;
}
