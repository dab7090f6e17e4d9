import { changeOf, type EventDraft } from '#domain/incident/change.ts';
import type { Actor } from '#domain/incident/schema.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import { type ChangePorts, changeIncident, notFound } from './changeIncident.ts';

/**
 * Adds a note to an incident's timeline; a closed incident takes notes too.
 *
 * @param note its text, and the id that its event gets
 * @returns the event
 * @throws Refusal `not-found` or `conflict`
 */
export async function addNote(
  incidentId: string,
  note: { id: string; text: string },
  actor: Actor,
  ports: Pick<ChangePorts, 'incidents' | 'clock'>,
): Promise<TimelineEvent> {
  const draft: EventDraft = { type: 'note.added', actor, data: { text: note.text } };
  const change = await changeIncident(
    incidentId,
    (record) => changeOf(record, ports.clock.now(), {}, [{ id: note.id, ...draft }]),
    ports,
  );
  if (!change) throw notFound(incidentId);
  return { id: note.id, incidentId, revision: change.after.revision, at: change.at, ...draft };
}
