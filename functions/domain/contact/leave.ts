import type { Contact, Leave } from './schema.ts';

/**
 * The leave that somebody is on.
 *
 * @param at in milliseconds since 1970
 */
export function leaveAt(contact: Pick<Contact, 'leave'>, at: number): Leave | undefined {
  return contact.leave.find(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to));
}
