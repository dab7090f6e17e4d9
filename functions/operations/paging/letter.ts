import { channelsOf } from '#domain/contact/channels.ts';
import { leaveAt } from '#domain/contact/leave.ts';
import type { Channel, Contact } from '#domain/contact/schema.ts';
import type { Outcome } from '#domain/escalation/round.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { PageContent } from '#domain/notification/page.ts';
import type { Notification } from '#domain/notification/schema.ts';
import { failed, skipped } from './outcomes.ts';
import type { Round } from './round.ts';

/** A page that is ready to go. */
export interface WrittenLetter {
  page: Notification;
  contact: Contact;
  channel: Channel;
  content: PageContent;
}

/** Or why there is none. */
export type Letter = WrittenLetter | { outcome: Outcome };

/** Writes a page: for whom, by which channel, and what is put into its text. */
export async function writePage(page: Notification, round: Round): Promise<Letter> {
  const contact = round.contacts.get(page.contactId);
  const obstacle = obstacleOf(page, contact, round);
  if (!contact || !page.channel || obstacle) {
    return { outcome: skipped(page, contact, obstacle ?? GONE, round) };
  }
  try {
    const link = await round.ports.links.acknowledge(round.record, contact.id);
    const content = {
      incident: round.record,
      serviceName: round.serviceName,
      link,
      reason: page.reason,
      help: page.level === 0 ? helpFor(contact.id, round.record) : null,
    };
    return { page, contact, channel: page.channel, content };
  } catch (error) {
    return { outcome: failed(page, contact, error, round) };
  }
}

const GONE = 'The contact no longer exists.';

/** What has come between a page and its sending: it may have waited for days. */
function obstacleOf(
  { channel }: Notification,
  contact: Contact | undefined,
  round: Round,
): string | undefined {
  if (!contact) return GONE;
  const leave = leaveAt(contact, round.ports.clock.now().getTime());
  if (leave) return `${contact.name} is away until ${leave.to}.`;
  if (channel && !channelsOf(contact).includes(channel)) {
    return `${contact.name} has no ${channel === 'sms' ? 'phone' : 'email'} any more.`;
  }
  return undefined;
}

/** What somebody was asked who was asked to help. */
function helpFor(contactId: string, { responders }: IncidentRecord): PageContent['help'] {
  return responders.find((one) => one.contactId === contactId) ?? null;
}
