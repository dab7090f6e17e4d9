import { SQSClient } from '@aws-sdk/client-sqs';
import { systemClock } from '#adapters/clock.ts';
import { openTable } from '#adapters/dynamodb/client.ts';
import { dynamoConfigurationStore } from '#adapters/dynamodb/configuration.ts';
import { dynamoIdempotencyStore } from '#adapters/dynamodb/idempotency.ts';
import { dynamoRejectedPayloads } from '#adapters/dynamodb/rejectedPayloads.ts';
import { ulidIds } from '#adapters/ids.ts';
import { sqsSignalQueue } from '#adapters/sqs/signalQueue.ts';
import { findSender } from '#operations/integrations/findSender.ts';
import { environment } from '../environment.ts';
import { intakeApi } from './intakeApi.ts';

const { TABLE_NAME, INTAKE_QUEUE_URL } = environment('TABLE_NAME', 'INTAKE_QUEUE_URL');
const table = openTable(TABLE_NAME);

/** The routes by which tools send alerts: checked, and answered when they are durable in the intake queue. */
export const handler = intakeApi({
  queue: sqsSignalQueue(new SQSClient({}), INTAKE_QUEUE_URL, systemClock),
  rejectedPayloads: dynamoRejectedPayloads(table),
  findSender: findSender({ store: dynamoConfigurationStore(table), clock: systemClock }),
  clock: systemClock,
  ids: ulidIds,
  once: { store: dynamoIdempotencyStore(table), clock: systemClock, ids: ulidIds },
});
