import type { IncidentRecord } from '#domain/incident/record.ts';
import { openIncident } from '#operations/incident/openIncident.ts';
import { payments } from './sampleOrganisation.ts';
import { reportOf, START, type World } from './world.ts';

const signal = {
  id: 'alr_00000000000000000000000001',
  at: START.toISOString(),
  source: 'events' as const,
  origin: 'probe',
  summary: 'Checkout is down',
  severity: 'critical' as const,
  count: 1,
};

/** What opens an incident in tests: one signal. */
export function openRequest(changes: Parameters<typeof reportOf>[0] = {}) {
  return {
    report: reportOf(changes),
    service: payments,
    triggeredAt: START.toISOString(),
    joined: { count: 1, signals: [signal] },
    alerts: [signal],
  };
}

/** Opens an incident and reads it back. */
export async function openOne(
  world: World,
  changes: Parameters<typeof reportOf>[0] = {},
): Promise<IncidentRecord> {
  const { incidentId } = await openIncident(openRequest(changes), world.ports);
  const record = await world.ports.incidents.get(incidentId);
  if (!record) throw new Error('The incident was not written.');
  return record;
}
