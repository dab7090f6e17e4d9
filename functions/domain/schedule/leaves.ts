import type { Contact, Leave } from '../contact/schema.ts';

/** A time in which somebody is off every schedule. */
export type ContactLeave = Leave & { contactId: string };

/** The leaves of contacts, as schedules look at them. */
export function leavesOf(contacts: Iterable<Pick<Contact, 'id' | 'leave'>>): ContactLeave[] {
  return [...contacts].flatMap(({ id, leave }) => leave.map((one) => ({ ...one, contactId: id })));
}
