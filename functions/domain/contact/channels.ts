import type { Priority } from '../schema.ts';
import type { Channel, Contact } from './schema.ts';

/**
 * The channels by which a contact wants to hear of an incident of this priority, of those that the contact has.
 * Without rules these are all.
 */
export function channelsFor(
  contact: Pick<Contact, 'email' | 'phone' | 'notificationRules'>,
  priority: Priority,
): Channel[] {
  const { email, phone, notificationRules: rules } = contact;
  const wants = (channel: Channel) =>
    rules.length === 0 ||
    rules.some((rule) => rule.channel === channel && rule.priorities.includes(priority));
  const channels: Channel[] = [];
  if (email !== null && wants('email')) channels.push('email');
  if (phone !== null && wants('sms')) channels.push('sms');
  return channels;
}
