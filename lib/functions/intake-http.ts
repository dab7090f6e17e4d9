import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HandlerFunction } from '#lib/constructs/handler-function.ts';
import type { Resources } from '#lib/functions/resources.ts';
import { sendSignals } from '#lib/grants/messages.ts';
import { findRecords, writeRecords } from '#lib/grants/records.ts';

/** Takes signals by HTTP and answers when they are durable in the intake queue. */
export const intakeHttp = (scope: Construct, { config, records, intakeQueue }: Resources): HandlerFunction =>
  new HandlerFunction(scope, 'IntakeHttp', {
    config,
    description: 'Muster: alerts by HTTP, checked and put into the intake queue',
    entry: 'intake/http.ts',
    timeout: Duration.seconds(25),
    environment: { TABLE_NAME: records.table.tableName, INTAKE_QUEUE_URL: intakeQueue.queueUrl },
    grants: [
      sendSignals(intakeQueue, 'A 2xx means that the signal is durable.'),
      findRecords(records, 'An integration is found by the hash of its key.'),
      writeRecords(records, 'A malformed payload and an idempotency key are kept.'),
    ],
  });
