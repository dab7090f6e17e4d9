import type { IncidentRecord } from '#domain/incident/record.ts';
import { notFound } from './changeIncident.ts';
import type { IncidentStore } from './store.ts';

/**
 * Finds the id of the incident that a caller names.
 *
 * @param reference its id or its number
 * @throws Refusal `not-found` for a number that no incident has; an id is taken as it is
 */
export async function incidentIdOf(reference: string, incidents: IncidentStore): Promise<string> {
  if (reference.startsWith('inc_')) return reference;
  const incidentId = await incidents.findByNumber(Number(reference));
  if (!incidentId) throw notFound(reference);
  return incidentId;
}

/**
 * Reads the incident that a caller names.
 *
 * @param reference its id or its number
 * @throws Refusal `not-found`
 */
export async function findIncident(reference: string, incidents: IncidentStore): Promise<IncidentRecord> {
  const record = await incidents.get(await incidentIdOf(reference, incidents));
  if (!record) throw notFound(reference);
  return record;
}
