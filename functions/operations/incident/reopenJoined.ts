import { trigger } from '#domain/incident/move.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Actor } from '#domain/incident/schema.ts';
import { wakeClock } from '../clock/wake.ts';
import { type ChangePorts, changeIncident } from './changeIncident.ts';

/**
 * Reopens a resolved incident because a signal with its key came again. Where somebody else has moved it
 * meanwhile there is nothing left to do.
 */
export async function reopenJoined(incidentId: string, actor: Actor, ports: ChangePorts): Promise<void> {
  const change = await changeIncident(
    incidentId,
    (record: IncidentRecord) =>
      record.status === 'resolved'
        ? trigger(
            record,
            {
              actor,
              now: ports.clock.now(),
              reason: 'The same problem was reported again during the quiet period.',
            },
            'incident.reopened',
          )
        : undefined,
    ports,
  );
  if (change) await wakeClock(change, ports);
}
