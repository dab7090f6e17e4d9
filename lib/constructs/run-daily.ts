import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { HandlerFunction } from '#lib/constructs/handler-function.ts';
import { runOnSchedule } from '#lib/constructs/run-on-schedule.ts';

/** The longest that Lambda keeps an event (Lambda API reference, PutFunctionEventInvokeConfig). */
const LONGEST = Duration.hours(6);

/**
 * Runs a function once a day. A run that fails is repeated twice by Lambda, because the next one is a day away; one
 * that fails each time leaves a dead letter, so that it is seen.
 *
 * @param hour of the day, UTC
 */
export function runDaily(handler: HandlerFunction, hour: number, deadLetters: IQueue): void {
  runOnSchedule(
    handler,
    {
      schedule: Schedule.cron({ minute: '0', hour: String(hour) }),
      retries: 2,
      startRetries: 2,
      maxAge: LONGEST,
    },
    deadLetters,
  );
}
