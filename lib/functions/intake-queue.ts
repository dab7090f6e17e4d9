import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { HandlerFunction } from '#lib/constructs/handler-function.ts';
import type { Resources } from '#lib/functions/resources.ts';
import { readAlarmTags } from '#lib/grants/alarms.ts';
import { interruptExecutions, startExecutions } from '#lib/grants/executions.ts';
import { receiveSignals } from '#lib/grants/messages.ts';
import { readRecords, writeRecords } from '#lib/grants/records.ts';

/** Turns the signals of the intake queue into incidents. */
export function intakeQueue(
  scope: Construct,
  { config, records, stateMachineArn, intakeQueue: queue }: Resources,
): HandlerFunction {
  const handler = new HandlerFunction(scope, 'IntakeQueue', {
    config,
    description: 'Muster: signals of the intake queue open, join and resolve incidents',
    entry: 'intake/queue.ts',
    timeout: Duration.seconds(25),
    environment: { TABLE_NAME: records.table.tableName, STATE_MACHINE_ARN: stateMachineArn },
    grants: [
      receiveSignals(queue, 'The queue is where every signal waits.'),
      readRecords(records, 'A signal finds its service and its open incident.'),
      writeRecords(records, 'A signal opens an incident or joins one.'),
      startExecutions(stateMachineArn, 'A new incident needs a clock.'),
      interruptExecutions('A signal that resolves or raises an incident tells its clock at once.'),
      readAlarmTags("An alarm's tag muster:service names its service."),
    ],
  });
  new EventSourceMapping(handler, 'Signals', {
    target: handler.lambda,
    eventSourceArn: queue.queueArn,
    batchSize: 10,
    // Signals that wait to make a fuller batch are pages that come late.
    maxBatchingWindow: Duration.seconds(0),
    reportBatchItemFailures: true,
  });
  return handler;
}
