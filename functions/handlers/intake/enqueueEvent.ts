import { readPagerDutyEvent } from '#domain/signal/pagerduty.ts';
import { acceptReading } from '#operations/intake/acceptReading.ts';
import type { ApiEvent, ApiResult } from '../api/http/event.ts';
import { accepted } from './accepted.ts';
import type { IntakePorts } from './intakePorts.ts';
import { readingOf, readPayload } from './payload.ts';

/** What is kept of a malformed event is shown to people, and the key is a secret. */
const KEY_LEFT_OUT = '(key)';

/**
 * `POST /v2/enqueue`, PagerDuty's Events API v2. Accepts and refuses in PagerDuty's own words, which its clients
 * read.
 *
 * @see https://developer.pagerduty.com/docs/events-api-v2/overview/
 * @throws Refusal where the body is too large or the queue does not take the event
 */
export async function enqueueEvent(event: ApiEvent, ports: IntakePorts): Promise<ApiResult> {
  const payload = readPayload(event);
  if (payload.json === undefined) return refused(['The body is not valid JSON']);
  const routingKey = routingKeyOf(payload.json);
  if (!routingKey) return refused(["'routing_key' is missing or blank"]);
  const sender = await ports.findSender(routingKey);
  if (!sender) return refused(["'routing_key' is not the key of an integration that is in use"]);

  const keyless = { ...payload, text: payload.text.replaceAll(routingKey, KEY_LEFT_OUT) };
  const reading = readingOf(keyless, (json) =>
    readPagerDutyEvent(json, {
      receivedAt: ports.clock.now().toISOString(),
      nextId: () => ports.ids.next('alr'),
      serviceId: sender.serviceId,
      sender: sender.name,
    }),
  );
  await acceptReading(reading, { source: 'pagerduty', integrationId: sender.id }, ports);
  const [rejection] = reading.rejected;
  if (rejection) return refused(rejection.errors.map(({ message }) => message));
  return accepted({
    status: 'success',
    message: 'Event processed',
    dedup_key: reading.signals[0]?.dedupKey,
  });
}

function routingKeyOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('routing_key' in json)) return undefined;
  return typeof json.routing_key === 'string' ? json.routing_key.trim() : undefined;
}

function refused(errors: string[]): ApiResult {
  return {
    statusCode: 400,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status: 'invalid event', message: 'Event object is invalid', errors }),
  };
}
