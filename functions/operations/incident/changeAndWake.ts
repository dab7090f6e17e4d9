import type { Change } from '#domain/incident/change.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { wakeClock } from '../clock/wake.ts';
import { type ChangePorts, changeIncident, notFound } from './changeIncident.ts';

/**
 * Changes an incident as `changeIncident`, and tells its clock.
 *
 * @param decide the change, or undefined for none
 * @returns the incident as it is then, changed or not
 * @throws Refusal `not-found`, `conflict`, or what `decide` throws
 */
export async function changeAndWake(
  incidentId: string,
  decide: (record: IncidentRecord) => Change | undefined,
  ports: ChangePorts,
): Promise<IncidentRecord> {
  let seen: IncidentRecord | undefined;
  const change = await changeIncident(
    incidentId,
    (record) => {
      seen = record;
      return decide(record);
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
