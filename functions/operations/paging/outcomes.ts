import type { Contact } from '#domain/contact/schema.ts';
import type { Outcome } from '#domain/escalation/round.ts';
import type { Notification } from '#domain/notification/schema.ts';
import type { Round } from './round.ts';

/** The outcome of a page that its channel took. */
export function sent(
  page: Notification,
  contact: Contact,
  { messageId, others }: { messageId: string; others: number },
  round: Round,
): Outcome {
  const reason = others > 0 ? `${page.reason} In one message with ${others} more.` : page.reason;
  return {
    notification: { ...page, at: now(round), state: 'sent', reason },
    contactName: contact.name,
    messageId,
  };
}

/** The outcome of a page that could not be written or sent, which operators read of too. */
export function failed(page: Notification, contact: Contact, error: unknown, round: Round): Outcome {
  round.ports.log.error('A page was not sent.', {
    incidentId: round.record.id,
    contactId: contact.id,
    channel: page.channel,
    error,
  });
  const reason = error instanceof Error ? error.message : 'The channel did not say why.';
  return { notification: { ...page, at: now(round), state: 'failed', reason }, contactName: contact.name };
}

/** The outcome of a page that has nobody to go to any more. */
export function skipped(
  page: Notification,
  contact: Contact | undefined,
  reason: string,
  round: Round,
): Outcome {
  return {
    notification: { ...page, at: now(round), state: 'skipped', reason },
    contactName: contact?.name ?? page.contactId,
  };
}

/** The outcome of a page that somebody's move has made needless before it went out. */
export function skippedBecauseMoved(page: Notification, contacts: Map<string, Contact>): Outcome {
  return {
    notification: {
      ...page,
      state: 'skipped',
      reason:
        page.level === 0
          ? 'They had answered, or the problem was gone, before this page went out.'
          : 'Somebody acknowledged or moved the incident before this page went out.',
    },
    contactName: contacts.get(page.contactId)?.name ?? page.contactId,
  };
}

const now = (round: Round): string => round.ports.clock.now().toISOString();
