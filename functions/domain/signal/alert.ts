import { fieldErrors } from '../fieldErrors.ts';
import { cutDedupKey, cutDetails, cutLine, cutLinks } from './cut.ts';
import { type Reading, type ReadingContext, rejectedReading } from './reading.ts';
import { alertInput } from './schema.ts';

interface AlertContext extends ReadingContext {
  /** The service to which the key is bound; null where the alert itself may name one. */
  serviceId: string | null;
  /** Who sends, where the alert does not say so: the name of the key or integration. */
  sender: string;
}

/**
 * Reads the body of `POST /v1/alerts`. A trigger without `dedupKey` gets a key of its own.
 *
 * @param payload the parsed JSON
 */
export function readAlert(payload: unknown, context: AlertContext): Reading {
  const parsed = alertInput.safeParse(payload);
  if (!parsed.success) return rejectedReading(payload, fieldErrors(parsed.error));
  const alert = parsed.data;
  if (alert.action !== 'trigger' && alert.dedupKey === undefined) {
    const message = `Give the dedupKey of the alert to ${alert.action}.`;
    return rejectedReading(payload, [{ path: 'dedupKey', message }]);
  }
  const id = context.nextId();
  return {
    signals: [
      {
        id,
        at: context.receivedAt,
        receivedAt: context.receivedAt,
        source: 'events',
        action: alert.action,
        summary: cutLine(alert.summary, 500),
        severity: alert.severity,
        category: null,
        serviceId: context.serviceId ?? alert.serviceId ?? null,
        alarm: null,
        dedupKey: cutDedupKey(alert.dedupKey ?? id),
        origin: cutLine(alert.source ?? context.sender, 255),
        links: cutLinks(alert.links),
        details: cutDetails(alert.details),
      },
    ],
    ignored: [],
    rejected: [],
  };
}
