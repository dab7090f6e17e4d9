import type { Contact } from '../contact/schema.ts';

/** A leave of one of the people on a schedule. */
export interface ContactLeave {
  contactId: string;
  from: string;
  to: string;
  substituteId: string | null;
}

/** @returns the leaves of some people, as departures from their schedules */
export function leavesOf(contacts: Iterable<Pick<Contact, 'id' | 'leave'>>): ContactLeave[] {
  return [...contacts].flatMap(({ id, leave }) =>
    leave.map(({ from, to, substituteId }) => ({ contactId: id, from, to, substituteId })),
  );
}
