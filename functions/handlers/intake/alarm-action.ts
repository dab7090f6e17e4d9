import type { Context } from 'aws-lambda';
import { systemClock } from '#adapters/clock.ts';
import { receiveSignals } from '#operations/intake/receiveSignals.ts';
import { environment } from '../environment.ts';
import { receivePorts } from './receivePorts.ts';

const { TABLE_NAME, STATE_MACHINE_ARN } = environment('TABLE_NAME', 'STATE_MACHINE_ARN');
const ports = receivePorts(TABLE_NAME, STATE_MACHINE_ARN);

/**
 * The direct Lambda action of a CloudWatch alarm.
 *
 * @param event the alarm as CloudWatch sends it
 * @throws Error where it could not be handled, so that Lambda tries again and at last leaves a dead letter
 */
export async function handler(event: unknown, { awsRequestId }: Context): Promise<void> {
  const delivery = {
    // Lambda's own retries of an invocation keep its request id.
    key: awsRequestId,
    body: JSON.stringify(event),
    receivedAt: systemClock.now().toISOString(),
  };
  const failed = await receiveSignals([delivery], ports);
  if (failed.size > 0) throw new Error('The alarm could not be handled; the log says why.');
}
