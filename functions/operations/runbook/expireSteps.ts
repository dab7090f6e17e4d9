import type { IncidentRecord } from '#domain/incident/record.ts';
import { decideExpiry } from '#domain/runbook/expiry.ts';
import type { RunbookPorts } from './readRunbook.ts';

/**
 * Shows runs of automated steps as expired that have not reported back in time. A lost race changes nothing:
 * the clock looks at the incident again.
 *
 * @param record as it was read; the steps are read after it
 */
export async function expireSteps(record: IncidentRecord, ports: RunbookPorts): Promise<void> {
  const [plan, steps] = await Promise.all([
    ports.organisation.runbook(record),
    ports.incidents.steps(record.id),
  ]);
  await ports.incidents.commit(decideExpiry(record, plan, steps, ports.clock.now()));
}
