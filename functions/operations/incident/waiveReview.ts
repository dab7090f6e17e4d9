import type { Asked } from '#domain/incident/asked.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { decideWaiveReview } from '#domain/incident/waiveReview.ts';
import { changeAndWake } from './changeAndWake.ts';
import type { ChangePorts } from './changeIncident.ts';

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
  return await changeAndWake(
    incidentId,
    (record) => decideWaiveReview(record, { ...asked, now: ports.clock.now() }),
    ports,
  );
}
