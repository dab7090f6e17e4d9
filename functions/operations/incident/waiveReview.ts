import type { Asked } from '#domain/incident/move.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { decideWaiveReview } from '#domain/incident/waiveReview.ts';
import { wakeClock } from '../clock/wake.ts';
import { type ChangePorts, changeIncident, notFound } from './changeIncident.ts';

/**
 * Says that an incident needs no review. One that waited for nothing else closes.
 *
 * @throws Refusal `not-found`, `conflict`, or `invalid-transition` where there is no review to waive
 */
export async function waiveReview(
  incidentId: string,
  asked: Omit<Asked, 'now'>,
  ports: ChangePorts,
): Promise<IncidentRecord> {
  let seen: IncidentRecord | undefined;
  const change = await changeIncident(
    incidentId,
    (record) => {
      seen = record;
      return decideWaiveReview(record, { ...asked, now: ports.clock.now() });
    },
    ports,
  );
  if (change) {
    await wakeClock(change, ports);
    return change.after;
  }
  if (!seen) throw notFound(incidentId);
  return seen;
}
