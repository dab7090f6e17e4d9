import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { HandlerFunction } from '#lib/constructs/handler-function.ts';
import { queueDestination } from '#lib/constructs/queue-destination.ts';

/** The longest that Lambda keeps an event (Lambda API reference, PutFunctionEventInvokeConfig). */
const LONGEST = Duration.hours(6);

/**
 * Runs a function once a day. A run that fails is repeated twice by Lambda, because the next one is a day away; one
 * that fails each time leaves a dead letter, so that it is seen.
 *
 * @param hour of the day, UTC
 */
export function runDaily(handler: HandlerFunction, hour: number, deadLetters: IQueue): void {
  new EventInvokeConfig(handler, 'OnFailure', {
    function: handler.lambda,
    retryAttempts: 2,
    maxEventAge: LONGEST,
    onFailure: queueDestination(deadLetters),
  });
  new Rule(handler, 'Schedule', {
    description: `Starts ${handler.node.id} of Muster`,
    schedule: Schedule.cron({ minute: '0', hour: String(hour) }),
    targets: [
      new LambdaFunction(handler.lambda, {
        deadLetterQueue: deadLetters,
        retryAttempts: 2,
        maxEventAge: LONGEST,
      }),
    ],
  });
}
