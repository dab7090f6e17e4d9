import type { Signal } from './schema.ts';

/**
 * The instant by which signals of one key are put in order.
 *
 * CloudWatch and Alertmanager say when a state began, and their deliveries overtake each other, so their own
 * time counts. The other tools send one request after the other, and their times are free text
 * (a trigger may name the beginning of a problem hours ago), so the time of receipt counts.
 *
 * @returns RFC 3339 in UTC, which sorts as text
 */
export function orderedAt(signal: Signal): string {
  return signal.source === 'cloudwatch' || signal.source === 'alertmanager' ? signal.at : signal.receivedAt;
}
