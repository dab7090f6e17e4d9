import type { Duration } from 'aws-cdk-lib';
import { Rule, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { HandlerFunction } from '#lib/constructs/handler-function.ts';
import { queueDestination } from '#lib/constructs/queue-destination.ts';

interface ScheduledRun {
  schedule: Schedule;
  /** How often a run that fails is repeated. */
  retries: number;
  /** How often a start that fails is repeated. */
  startRetries: number;
  /** After this time a run is given up. */
  maxAge: Duration;
}

/** Runs a function on a schedule. A run that fails for good leaves a dead letter, so that it is seen. */
export function runOnSchedule(
  handler: HandlerFunction,
  { schedule, retries, startRetries, maxAge }: ScheduledRun,
  deadLetters: IQueue,
): void {
  new EventInvokeConfig(handler, 'OnFailure', {
    function: handler.lambda,
    retryAttempts: retries,
    maxEventAge: maxAge,
    onFailure: queueDestination(deadLetters),
  });
  new Rule(handler, 'Schedule', {
    description: `Starts ${handler.node.id} of Muster`,
    schedule,
    targets: [
      new LambdaFunction(handler.lambda, {
        deadLetterQueue: deadLetters,
        retryAttempts: startRetries,
        maxEventAge: maxAge,
      }),
    ],
  });
}
