import type { RejectedPayload } from '#domain/integration/schema.ts';
import type { Reading } from '#domain/signal/reading.ts';
import type { Clock, Ids } from '../ports.ts';
import type { RejectedPayloads, SignalQueue } from './ports.ts';
import { rejectionOf } from './rejection.ts';

export interface AcceptPorts {
  queue: SignalQueue;
  rejectedPayloads: RejectedPayloads;
  clock: Clock;
  ids: Ids;
}

/** So many parts of one payload are kept; whoever sends more has made the same mistake in all. */
const REJECTIONS_KEPT = 10;

/**
 * Makes what a request brought durable: its signals in the queue, and what could not be read for the operator.
 * The signals come first, so that nothing valid is lost for something malformed beside it.
 *
 * @param origin which tool and integration sent it
 * @throws Refusal `unavailable` where the queue did not take all signals
 */
export async function acceptReading(
  { signals, rejected }: Reading,
  origin: Pick<RejectedPayload, 'source' | 'integrationId'>,
  { queue, rejectedPayloads, clock, ids }: AcceptPorts,
): Promise<void> {
  if (signals.length > 0) await queue.send(signals);
  await Promise.all(
    rejected.slice(0, REJECTIONS_KEPT).map(({ payload, errors }) => {
      const identity = { ...origin, id: ids.next('rej'), at: clock.now().toISOString() };
      return rejectedPayloads.keep(rejectionOf(identity, errors, payload));
    }),
  );
}
