import { Refusal } from '#domain/refusal.ts';
import { readAlertmanagerWebhook } from '#domain/signal/alertmanager.ts';
import { acceptReading } from '#operations/intake/acceptReading.ts';
import type { ApiEvent, ApiResult } from '../api/http/event.ts';
import { invalid } from '../api/http/validation.ts';
import { accepted } from './accepted.ts';
import type { IntakePorts } from './intakePorts.ts';
import { readingOf, readPayload } from './payload.ts';

/**
 * `POST /v1/integrations/{key}/alertmanager`: a webhook of Alertmanager, version 4. Where some of its alerts can
 * not be read the others are taken; only a webhook of which nothing can be read is refused.
 *
 * @throws Refusal where the key is unknown, nothing can be read, the body is too large or the queue does not take it
 */
export async function receiveAlertmanager(event: ApiEvent, ports: IntakePorts): Promise<ApiResult> {
  const sender = await ports.findSender(event.pathParameters?.key ?? '');
  if (!sender) {
    const detail =
      'The address holds no key of an integration that is in use. Copy it again from the integration.';
    throw new Refusal('not-found', detail);
  }
  const reading = readingOf(readPayload(event), (json) =>
    readAlertmanagerWebhook(json, {
      receivedAt: ports.clock.now().toISOString(),
      nextId: () => ports.ids.next('alr'),
      serviceId: sender.serviceId,
      sender: sender.name,
    }),
  );
  await acceptReading(reading, { source: 'alertmanager', integrationId: sender.id }, ports);
  const { signals, rejected } = reading;
  if (signals.length === 0 && rejected.length > 0)
    throw invalid(rejected.flatMap(({ errors }) => errors).slice(0, 100));
  return accepted({ accepted: signals.length, rejected: rejected.length });
}
