import { presentStep } from '#domain/runbook/present.ts';
import type { RunbookStep } from '#domain/runbook/schema.ts';
import { untouched } from '#domain/runbook/states.ts';
import { findIncident } from '../incident/findIncident.ts';
import type { IncidentStore, Organisation } from '../incident/store.ts';
import type { Clock } from '../ports.ts';

export interface RunbookPorts {
  incidents: IncidentStore;
  organisation: Organisation;
  clock: Clock;
}

/**
 * The runbook of an incident: the steps of the plan's version that it runs, and how far each is.
 *
 * @param reference the incident's id or number
 * @returns the steps in the order of the plan; none where the incident has no plan
 * @throws Refusal `not-found`
 */
export async function readRunbook(reference: string, ports: RunbookPorts): Promise<RunbookStep[]> {
  const record = await findIncident(reference, ports.incidents);
  const [plan, progress] = await Promise.all([
    ports.organisation.runbook(record),
    ports.incidents.steps(record.id),
  ]);
  const now = ports.clock.now();
  return plan.map((step) => {
    const known = progress.find(({ key }) => key === step.key);
    return presentStep(step, known ?? untouched(step.key), record.openedAt, now);
  });
}
