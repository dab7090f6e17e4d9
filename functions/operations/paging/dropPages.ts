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
      const dropped = await changeIncident(
        incidentId,
        async (record) => {
          // Read after the record: a slow sender that says now what became of a page moves the record on.
          const waiting = await ports.incidents.pendingNotifications(incidentId);
          return waiting.length > 0 ? beginRound(record, waiting, ports.clock.now()) : undefined;
        },
        ports,
      );
      if (!dropped) return;
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
