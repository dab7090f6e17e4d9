import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HandlerFunction } from '#lib/constructs/handler-function.ts';
import { runEvery } from '#lib/constructs/run-every.ts';
import type { Resources } from '#lib/functions/resources.ts';
import { pageByEmail, pageBySms } from '#lib/grants/contacts.ts';
import { leaveDeadLetters } from '#lib/grants/messages.ts';
import { readRecords, writeRecords } from '#lib/grants/records.ts';

/** Reminds people, every half hour, of shifts that are about to begin. */
export function shiftReminders(
  scope: Construct,
  { config, records, contactTopicsArn, deadLetters }: Resources,
): HandlerFunction {
  const handler = new HandlerFunction(scope, 'ShiftReminders', {
    config,
    description: 'Muster: reminds people of their shifts',
    entry: 'schedule/shiftReminders.ts',
    timeout: Duration.minutes(2),
    environment: { TABLE_NAME: records.table.tableName },
    grants: [
      readRecords(records, 'Schedules, overrides and leaves say whose shift begins.'),
      writeRecords(records, 'Who was reminded is written down, so that nobody is twice.'),
      pageByEmail(contactTopicsArn, 'A reminder by email.'),
      pageBySms('Whoever has no email that works is reminded by SMS.'),
      leaveDeadLetters(deadLetters, 'A round that failed must be seen.'),
    ],
  });
  runEvery(handler, Duration.minutes(30), deadLetters);
  return handler;
}
