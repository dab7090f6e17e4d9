import { noticeChannels } from '#domain/contact/noticeChannels.ts';
import type { Contact } from '#domain/contact/schema.ts';
import type { Pager } from '../paging/ports.ts';
import type { Clock, Ids, Log } from '../ports.ts';
import type { NoticeStore } from './store.ts';

export interface NoticePorts {
  notices: NoticeStore;
  pager: Pager;
  clock: Clock;
  ids: Ids;
  log: Log;
}

/** A message that disturbs nobody: it says the same by either channel. */
export interface NoticeText {
  /** ASCII, one line, at most 100 characters. */
  subject: string;
  email: string;
  sms: string;
}

export type NoticeOutcome = 'sent' | 'sent-before' | 'failed';

/** Longer than SNS is given to answer on both channels. */
const HOLD_MS = 30_000;

/**
 * Sends somebody a message once: by the channel that disturbs least, and by the next where that fails.
 *
 * The intent is written down before and the outcome after. A run that dies between the two leaves a hold that ends, so
 * that the next run sends: twice is possible then, never is not. A message that no channel took may be asked for again.
 *
 * @param name what it says, to whom and for when
 * @param forgetAt when nobody will ask for it any more
 */
export async function sendNotice(
  { name, contact, text, forgetAt }: { name: string; contact: Contact; text: NoticeText; forgetAt: Date },
  { notices, pager, clock, ids, log }: NoticePorts,
): Promise<NoticeOutcome> {
  const owner = ids.next('run');
  const from = clock.now().getTime();
  const hold = { owner, from, until: from + HOLD_MS };
  if (!(await notices.claim(name, hold, Math.ceil(forgetAt.getTime() / 1000)))) return 'sent-before';
  for (const channel of noticeChannels(contact)) {
    try {
      const page = { subject: text.subject, text: channel === 'sms' ? text.sms : text.email };
      await pager.send(channel, contact, page);
    } catch (error) {
      log.error('A message was not sent.', { notice: name, contactId: contact.id, channel, error });
      continue;
    }
    await notices.sent(name, clock.now().toISOString());
    return 'sent';
  }
  await notices.release(name, owner);
  return 'failed';
}
