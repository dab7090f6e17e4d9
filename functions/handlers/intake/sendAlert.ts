import { sameUlid } from '#domain/ids.ts';
import { readAlert } from '#domain/signal/alert.ts';
import { acceptReading } from '#operations/intake/acceptReading.ts';
import type { ApiEvent, ApiResult } from '../api/http/event.ts';
import { runIdempotent } from '../api/http/idempotency.ts';
import { invalid } from '../api/http/validation.ts';
import { accepted } from './accepted.ts';
import type { IntakePorts } from './intakePorts.ts';
import { readingOf, readPayload } from './payload.ts';

/**
 * `POST /v1/alerts`, with an API key or with the key of an integration, which is bound to its service.
 *
 * @throws Refusal where the alert is not valid or the queue does not take it
 */
export async function sendAlert(event: ApiEvent, ports: IntakePorts): Promise<ApiResult> {
  const payload = readPayload(event);
  const key = event.requestContext.authorizer?.lambda;
  const origin = { source: 'events', integrationId: key?.integrationId ?? null } as const;
  const take = async (creationId: string): Promise<ApiResult> => {
    const reading = readingOf(payload, (json) =>
      readAlert(json, {
        receivedAt: ports.clock.now().toISOString(),
        nextId: () => sameUlid('alr', creationId),
        serviceId: key?.serviceId ?? null,
        sender: event.principal?.name ?? '',
      }),
    );
    await acceptReading(reading, origin, ports);
    const [rejection] = reading.rejected;
    if (rejection) throw invalid(rejection.errors);
    return accepted({ dedupKey: reading.signals[0]?.dedupKey, status: 'accepted' });
  };
  return await runIdempotent(event, { params: {}, body: payload.text }, take, ports.once);
}
