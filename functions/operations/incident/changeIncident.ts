import type { Change } from '#domain/incident/change.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Clock, Log } from '../ports.ts';
import type { ClockStore, Executions, IncidentStore } from './store.ts';

export interface ChangePorts {
  incidents: IncidentStore;
  clocks: ClockStore;
  executions: Executions;
  clock: Clock;
  log: Log;
}

/** A lost race is decided again this often before the caller is told. */
const ATTEMPTS = 8;

/**
 * Reads an incident, decides on it and writes the change; a lost race is decided anew on what the winner wrote.
 *
 * @param decide the change, or undefined for none; beside what it reads itself, it goes by the record alone
 * @returns the change that was written, if any
 * @throws Refusal `not-found`, `conflict`, or what `decide` throws
 */
export async function changeIncident(
  incidentId: string,
  decide: (record: IncidentRecord) => Change | undefined | Promise<Change | undefined>,
  ports: Pick<ChangePorts, 'incidents' | 'clock'>,
): Promise<Change | undefined> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const record = await ports.incidents.get(incidentId);
    if (!record) throw notFound(incidentId);
    const change = await decide(record);
    if (!change) return undefined;
    if ((await ports.incidents.commit(change)) === 'committed') return change;
    await ports.clock.sleep(attempt * 10);
  }
  throw new Refusal(
    'conflict',
    'Others changed this incident at the same moment. Read it again and try once more.',
  );
}

/** The refusal for an id or number that names no incident. */
export function notFound(reference: string): Refusal {
  return new Refusal('not-found', `There is no incident "${reference}". Find it with GET /v1/incidents.`);
}
