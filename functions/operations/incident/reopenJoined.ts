import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Actor } from '#domain/incident/schema.ts';
import { isFinal } from '#domain/incident/status.ts';
import { trigger } from '#domain/incident/trigger.ts';
import { wakeClock } from '../clock/wake.ts';
import { type ChangePorts, changeIncident } from './changeIncident.ts';

/**
 * Reopens a resolved incident because a signal with its key came again. Where somebody else has reopened it
 * meanwhile there is nothing left to do.
 *
 * @returns whether it is open; false where it ended meanwhile, so that the signal belongs to another one
 */
export async function reopenJoined(incidentId: string, actor: Actor, ports: ChangePorts): Promise<boolean> {
  let over = false;
  const change = await changeIncident(
    incidentId,
    (record: IncidentRecord) => {
      over = isFinal(record.status);
      if (record.status !== 'resolved') return undefined;
      const reason = 'The same problem was reported again during the quiet period.';
      return trigger(record, { actor, now: ports.clock.now(), reason }, 'incident.reopened');
    },
    ports,
  );
  if (change) await wakeClock(change, ports);
  return !over;
}
