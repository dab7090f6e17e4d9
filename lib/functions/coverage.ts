import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HandlerFunction } from '#lib/constructs/handler-function.ts';
import { runDaily } from '#lib/constructs/run-daily.ts';
import type { Resources } from '#lib/functions/resources.ts';
import { pageByEmail, pageBySms, readSubscriptions } from '#lib/grants/contacts.ts';
import { leaveDeadLetters } from '#lib/grants/messages.ts';
import { readRecords, writeRecords } from '#lib/grants/records.ts';

/** When Europe's day has begun, Asia's has not ended and America's is about to begin: a message disturbs fewest. */
const HOUR_UTC = 8;

/** Looks once a day what the next two weeks lack, and tells the teams. */
export function coverage(
  scope: Construct,
  { config, records, contactTopicPrefix, contactTopicsArn, deadLetters }: Resources,
): HandlerFunction {
  const handler = new HandlerFunction(scope, 'Coverage', {
    config,
    description: 'Muster: tells teams of gaps, of people who cannot be reached and of stale plans',
    entry: 'schedule/coverage.ts',
    // SNS answers 30 questions a second for a subscription; a large organisation has some thousand contacts.
    timeout: Duration.minutes(5),
    environment: { TABLE_NAME: records.table.tableName, CONTACT_TOPIC_PREFIX: contactTopicPrefix },
    grants: [
      readRecords(records, 'Schedules, plans, teams and contacts are what is looked at.'),
      writeRecords(records, 'What SNS says of an email is kept, and so is who was told.'),
      readSubscriptions(contactTopicsArn, 'SNS knows whether an email is confirmed.'),
      pageByEmail(contactTopicsArn, 'A team is told by email.'),
      pageBySms('Whoever has no email that works is told by SMS.'),
      leaveDeadLetters(deadLetters, 'A day that nobody looked at must be seen.'),
    ],
  });
  runDaily(handler, HOUR_UTC, deadLetters);
  return handler;
}
