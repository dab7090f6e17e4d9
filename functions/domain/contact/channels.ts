import type { Channel, Contact } from './schema.ts';

/** The channels by which a contact can be paged. */
export function channelsOf(contact: Pick<Contact, 'email' | 'phone'>): Channel[] {
  return [...(contact.phone ? (['sms'] as const) : []), ...(contact.email ? (['email'] as const) : [])];
}
