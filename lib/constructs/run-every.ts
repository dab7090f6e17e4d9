import type { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { HandlerFunction } from '#lib/constructs/handler-function.ts';
import { queueDestination } from '#lib/constructs/queue-destination.ts';

/**
 * Runs a function again and again. A run that fails is not repeated, because the next run is the retry; it leaves
 * a dead letter, so that it is seen.
 *
 * @param interval between two runs
 */
export function runEvery(handler: HandlerFunction, interval: Duration, deadLetters: IQueue): void {
  new EventInvokeConfig(handler, 'OnFailure', {
    function: handler.lambda,
    retryAttempts: 0,
    maxEventAge: interval,
    onFailure: queueDestination(deadLetters),
  });
  new Rule(handler, 'Schedule', {
    description: `Starts ${handler.node.id} of Muster`,
    schedule: Schedule.rate(interval),
    targets: [
      new LambdaFunction(handler.lambda, {
        deadLetterQueue: deadLetters,
        retryAttempts: 1,
        maxEventAge: interval,
      }),
    ],
  });
}
