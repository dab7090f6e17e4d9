import { channelsOf } from './channels.ts';
import type { Channel, Contact } from './schema.ts';

/**
 * The channels for what disturbs nobody, in the order in which they are tried: email first, because it can wait to be
 * read; but after SMS while the address is not confirmed, because SNS then delivers nothing to it.
 */
export function noticeChannels(contact: Pick<Contact, 'email' | 'phone' | 'reachability'>): Channel[] {
  const first: Channel = contact.reachability.email === 'confirmed' ? 'email' : 'sms';
  return channelsOf(contact).toSorted((one, other) => Number(other === first) - Number(one === first));
}
