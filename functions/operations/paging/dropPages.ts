import { beginRound } from '#domain/escalation/round.ts';
import { changeIncident } from '../incident/changeIncident.ts';
import type { IncidentStore } from '../incident/store.ts';
import type { Clock, Log } from '../ports.ts';

/**
 * Writes down that the waiting pages of an incident which is over go to nobody. Nothing depends on it: without a
 * clock nobody would send them.
 */
export async function dropPages(
  incidentId: string,
  ports: { incidents: IncidentStore; clock: Clock; log: Log },
): Promise<void> {
  try {
    for (;;) {
      const waiting = await ports.incidents.pendingNotifications(incidentId);
      if (waiting.length === 0) return;
      await changeIncident(incidentId, (record) => beginRound(record, waiting, ports.clock.now()), ports);
    }
  } catch (error) {
    ports.log.error(
      'Pages of an incident that is over still look as if they were waiting. They are not sent.',
      {
        incidentId,
        error,
      },
    );
  }
}
