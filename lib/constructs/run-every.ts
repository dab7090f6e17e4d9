import type { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { HandlerFunction } from '#lib/constructs/handler-function.ts';
import { runOnSchedule } from '#lib/constructs/run-on-schedule.ts';

/**
 * Runs a function again and again. A run that fails is not repeated, because the next run is the retry; it leaves
 * a dead letter, so that it is seen.
 *
 * @param interval between two runs
 */
export function runEvery(handler: HandlerFunction, interval: Duration, deadLetters: IQueue): void {
  runOnSchedule(
    handler,
    { schedule: Schedule.rate(interval), retries: 0, startRetries: 1, maxAge: interval },
    deadLetters,
  );
}
