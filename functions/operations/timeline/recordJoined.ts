import type { Alert } from '#domain/alert/schema.ts';
import { decideJoin } from '#domain/incident/join.ts';
import type { DedupReference } from '#domain/incident/record.ts';
import { changeIncident } from '../incident/changeIncident.ts';
import type { IncidentStore } from '../incident/store.ts';
import type { Clock } from '../ports.ts';

/** What a dedup key's pointer said after a write: the incident, the count so far and that write's signals. */
export interface JoinedByKey {
  incidentId: string;
  reference: DedupReference;
  alerts: Alert[];
}

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
  const byKey = Map.groupBy(joined, ({ incidentId, reference }) =>
    JSON.stringify([incidentId, reference.serviceId, reference.dedupKey]),
  );
  for (const ofOne of byKey.values()) {
    const latest = ofOne.at(-1);
    if (!latest) continue;
    const alerts = ofOne.flatMap((one) => one.alerts);
    await changeIncident(
      latest.incidentId,
      (record) => decideJoin(record, latest.reference, alerts, ports.clock.now()),
      ports,
    );
  }
}
