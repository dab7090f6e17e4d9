import type { Person } from '#domain/contact/person.ts';
import type { Asked } from '#domain/incident/asked.ts';
import { decideRole, holderOf } from '#domain/incident/assignRole.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { type ChangePorts, changeIncident, notFound } from './changeIncident.ts';
import { requireMatch } from './ifMatch.ts';
import type { Organisation } from './store.ts';
import { unknownContact } from './unknownContact.ts';

export interface AssignRolePorts extends Pick<ChangePorts, 'incidents' | 'clock'> {
  organisation: Pick<Organisation, 'contacts'>;
}

/**
 * Gives a role of an incident to somebody, or to nobody.
 *
 * @param contactId null: the role is vacant
 * @param ifMatch the etag that the caller has seen; undefined: the last writer wins
 * @throws Refusal `not-found` for the incident or the role, `validation-failed` for the contact, `conflict`, or
 *   `invalid-transition` where the incident is final
 */
export async function assignRole(
  incidentId: string,
  { role, contactId }: { role: string; contactId: string | null },
  asked: Omit<Asked, 'now'>,
  ifMatch: string | undefined,
  ports: AssignRolePorts,
): Promise<IncidentRecord> {
  const found = await ports.incidents.get(incidentId);
  if (!found) throw notFound(incidentId);
  const named = [holderOf(found, role), contactId].filter((id) => id !== null);
  const contacts = await ports.organisation.contacts(named);
  if (contactId && !contacts.has(contactId)) throw unknownContact();
  // Whoever got the role a moment ago, or has been deleted, goes by the id.
  const person = (id: string | null): Person | null =>
    id === null ? null : { id, name: contacts.get(id)?.name ?? id };

  let seen = found;
  const change = await changeIncident(
    incidentId,
    (record) => {
      seen = record;
      requireMatch(record, ifMatch);
      const persons = { from: person(holderOf(record, role)), to: person(contactId) };
      return decideRole(record, { role, ...persons }, { ...asked, now: ports.clock.now() });
    },
    ports,
  );
  return change?.after ?? seen;
}
