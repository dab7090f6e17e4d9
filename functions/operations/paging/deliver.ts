import type { Outcome } from '#domain/escalation/round.ts';
import { emailSubject, emailText, smsText } from '#domain/notification/page.ts';
import type { Letter, WrittenLetter } from './letter.ts';
import { failed, sent } from './outcomes.ts';
import type { Round } from './round.ts';
import { type BundledPage, sendBundled } from './sendBundled.ts';

/** The message of each bundle that an attempt sends: several pages of one incident may have waited for the same. */
export type SentOnce = Map<string, ReturnType<typeof sendBundled>>;

/** Hands a page over to its channel, alone or with others. */
export async function deliver(letter: Letter, bundled: SentOnce, round: Round): Promise<Outcome> {
  if ('outcome' in letter) return letter.outcome;
  const { page, contact } = letter;
  try {
    const delivered =
      page.bundled && page.dueAt
        ? await sendOnce({ ...letter, incidentId: round.record.id, dueAt: page.dueAt }, bundled, round)
        : { ...(await sendAlone(letter, round)), others: 0 };
    return sent(page, contact, delivered, round);
  } catch (error) {
    return failed(page, contact, error, round);
  }
}

function sendOnce(page: BundledPage, bundled: SentOnce, round: Round): ReturnType<typeof sendBundled> {
  const name = JSON.stringify([page.contact.id, page.channel, page.dueAt]);
  const message = bundled.get(name) ?? sendBundled(page, round.lease, round.ports);
  bundled.set(name, message);
  return message;
}

function sendAlone(
  { contact, channel, content }: WrittenLetter,
  { ports }: Round,
): Promise<{ messageId: string }> {
  const text = channel === 'sms' ? smsText(content) : emailText(content);
  return ports.pager.send(channel, contact, { subject: emailSubject(content), text });
}
