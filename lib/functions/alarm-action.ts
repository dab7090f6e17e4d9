import { Aws, Duration } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { HandlerFunction } from '#lib/constructs/handler-function.ts';
import { queueDestination } from '#lib/constructs/queue-destination.ts';
import type { Resources } from '#lib/functions/resources.ts';
import { readAlarmTags } from '#lib/grants/alarms.ts';
import { interruptExecutions, startExecutions } from '#lib/grants/executions.ts';
import { leaveDeadLetters } from '#lib/grants/messages.ts';
import { readRecords, writeRecords } from '#lib/grants/records.ts';

/** Takes alarms that name this function as their action. */
export function alarmAction(
  scope: Construct,
  { config, records, stateMachineArn, deadLetters }: Resources,
): HandlerFunction {
  const handler = new HandlerFunction(scope, 'AlarmAction', {
    config,
    description: 'Muster: the direct action of a CloudWatch alarm',
    entry: 'intake/alarm-action.ts',
    timeout: Duration.seconds(25),
    environment: { TABLE_NAME: records.table.tableName, STATE_MACHINE_ARN: stateMachineArn },
    grants: [
      readRecords(records, 'An alarm finds its service and its open incident.'),
      writeRecords(records, 'An alarm opens an incident or joins one.'),
      startExecutions(stateMachineArn, 'A new incident needs a clock.'),
      interruptExecutions('An alarm that is over tells the clock at once.'),
      readAlarmTags("An alarm's tag muster:service names its service."),
      leaveDeadLetters(deadLetters, 'An alarm acts once: what failed for good must not vanish.'),
    ],
  });
  handler.lambda.addPermission('Alarms', {
    principal: new ServicePrincipal('lambda.alarms.cloudwatch.amazonaws.com'),
    sourceAccount: Aws.ACCOUNT_ID,
  });
  new EventInvokeConfig(handler, 'OnFailure', {
    function: handler.lambda,
    retryAttempts: 2,
    maxEventAge: Duration.hours(6),
    onFailure: queueDestination(deadLetters),
  });
  return handler;
}
