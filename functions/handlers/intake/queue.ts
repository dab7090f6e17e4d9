import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { receiveSignals } from '#operations/intake/receiveSignals.ts';
import { environment } from '../environment.ts';
import { receivePorts } from './receivePorts.ts';

const { TABLE_NAME, STATE_MACHINE_ARN } = environment('TABLE_NAME', 'STATE_MACHINE_ARN');
const ports = receivePorts(TABLE_NAME, STATE_MACHINE_ARN);

/** The intake queue: alarms that SNS and EventBridge bring, and the signals that came by HTTP. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const deliveries = Records.map(({ messageId, body, attributes }) => ({
    key: messageId,
    body,
    receivedAt: new Date(Number(attributes.SentTimestamp)).toISOString(),
  }));
  const failed = await receiveSignals(deliveries, ports);
  return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}
