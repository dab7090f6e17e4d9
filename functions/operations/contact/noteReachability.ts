import type { Contact, Reachability } from '#domain/contact/schema.ts';
import { contactKind } from '../configuration/kinds.ts';
import type { ConfigurationPorts } from '../configuration/ports.ts';
import { read } from '../configuration/read.ts';

/**
 * Keeps what has been learned of whether a contact can be reached. Where the contact has other addresses by now it
 * is forgotten, because it says nothing of those.
 *
 * @param contact as it was when it was learned
 * @returns the contact as it is now, and whether it was kept
 * @throws Refusal `not-found`
 */
export async function noteReachability(
  contact: Contact,
  learned: Partial<Reachability>,
  { store }: Pick<ConfigurationPorts, 'store'>,
): Promise<{ contact: Contact; kept: boolean }> {
  const { reachability } = await read(contactKind, contact.id, store);
  const kept = await store.noteReachability(contact.id, contact, { ...reachability, ...learned });
  return { contact: await read(contactKind, contact.id, store), kept };
}
