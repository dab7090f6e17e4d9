import type { Alert } from '#domain/alert/schema.ts';
import { decideJoin } from '#domain/incident/join.ts';
import type { DedupReference } from '#domain/incident/record.ts';
import { changeIncident } from '../incident/changeIncident.ts';
import type { IncidentStore } from '../incident/store.ts';
import type { Clock } from '../ports.ts';

/** What a dedup key's pointer said after a write. */
export interface JoinedByKey {
  /** Undefined while the incident of the key has not been written, or when nothing is open under it. */
  incidentId: string | undefined;
  /** The key and how many signals it has brought so far. */
  reference: DedupReference;
  /** Those that this write brought. */
  alerts: Alert[];
}

/** How many rows one write adds; in a storm the others only count. */
const KEPT = 10;

/**
 * Writes signals that joined an incident into its record and timeline, one write for each key however many
 * came. Safe to repeat.
 *
 * @param joined in the order in which they were written
 */
export async function recordJoined(
  joined: JoinedByKey[],
  ports: { incidents: IncidentStore; clock: Clock },
): Promise<void> {
  const byKey = Map.groupBy(joined, ({ reference }) =>
    JSON.stringify([reference.serviceId, reference.dedupKey]),
  );
  for (const ofOne of byKey.values()) {
    const latest = ofOne.at(-1);
    const alerts = condense(eachOnce(ofOne.flatMap((one) => one.alerts)));
    if (!latest?.incidentId || alerts.length === 0) continue;
    await changeIncident(
      latest.incidentId,
      (record) => decideJoin(record, latest.reference, alerts, ports.clock.now()),
      ports,
    );
  }
}

/** A claim whose reply was lost was written again, and a message may have come twice: DynamoDB refuses two rows of one key. */
const eachOnce = (alerts: Alert[]): Alert[] => [
  ...new Map(alerts.map((alert) => [alert.id, alert])).values(),
];

/** Keeps the last few; the first of them stands for all that are left out. */
function condense(alerts: Alert[]): Alert[] {
  const [first, ...others] = alerts.slice(-KEPT);
  if (!first) return [];
  const leftOut = alerts.slice(0, -KEPT).reduce((sum, alert) => sum + alert.count, 0);
  return [{ ...first, count: first.count + leftOut }, ...others];
}
