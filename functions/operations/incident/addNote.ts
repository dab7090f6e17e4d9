import { changeOf } from '#domain/incident/change.ts';
import type { Actor } from '#domain/incident/schema.ts';
import { type ChangePorts, changeIncident, notFound } from './changeIncident.ts';

/**
 * Adds a note to an incident's timeline; a closed incident takes notes too.
 *
 * @returns the incident's revision that holds the note
 * @throws Refusal `not-found` or `conflict`
 */
export async function addNote(
  incidentId: string,
  text: string,
  actor: Actor,
  ports: Pick<ChangePorts, 'incidents' | 'clock'>,
): Promise<number> {
  const change = await changeIncident(
    incidentId,
    (record) => changeOf(record, ports.clock.now(), {}, [{ type: 'note.added', actor, data: { text } }]),
    ports,
  );
  if (!change) throw notFound(incidentId);
  return change.after.revision;
}
