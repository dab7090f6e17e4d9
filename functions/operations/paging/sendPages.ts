import { channelsOf } from '#domain/contact/channels.ts';
import { leaveAt } from '#domain/contact/leave.ts';
import type { Channel, Contact } from '#domain/contact/schema.ts';
import {
  isWanted,
  MOST_PAGES_AT_ONCE,
  type Outcome,
  recordOutcomes,
  renewLease,
} from '#domain/escalation/round.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { emailSubject, emailText, type PageContent, smsText } from '#domain/notification/page.ts';
import type { Notification } from '#domain/notification/schema.ts';
import { changeIncident } from '../incident/changeIncident.ts';
import { serviceName } from '../incident/serviceName.ts';
import type { IncidentStore, Organisation } from '../incident/store.ts';
import type { Clock, Log } from '../ports.ts';
import type { Bundles } from './bundles.ts';
import type { Links, Pager } from './ports.ts';
import { type BundledPage, sendBundled } from './sendBundled.ts';

export interface PagingPorts {
  incidents: IncidentStore;
  organisation: Organisation;
  bundles: Bundles;
  pager: Pager;
  links: Links;
  clock: Clock;
  log: Log;
}

/** The pauses before a failed page is tried again, in milliseconds. */
const BACK_OFF_MS = [250, 1000];

/** How much of the lease must be left before a page goes out: longer than SNS is given to answer. */
const MARGIN_MS = 2_500;

/**
 * Sends the pages whose intent is recorded, and records what became of each.
 *
 * Sending twice is possible only after a crash between sending and recording: whoever finds the pages
 * still pending sends them again, because a page too many is better than none.
 *
 * @param record the incident as written with the intent
 * @param pending the pages of that round
 */
export async function sendPages(
  record: IncidentRecord,
  pending: Notification[],
  ports: PagingPorts,
): Promise<void> {
  if (!record.paging) return;
  const [contacts, name] = await Promise.all([
    ports.organisation.contacts([...new Set(pending.map((page) => page.contactId))]),
    serviceName(record.serviceId, ports.organisation),
  ]);
  const round: Round = {
    record,
    lease: record.paging.until,
    pages: pending,
    contacts,
    serviceName: name,
    ports,
  };
  let reached = false;
  let start = 0;
  let ends: boolean;
  do {
    const end = start + MOST_PAGES_AT_ONCE;
    const { outcomes, lost } = await sendSome(pending.slice(start, end), round);
    reached ||= outcomes.some(({ notification }) => notification.state === 'sent');
    ends = lost || end >= pending.length;
    const progress = { lease: round.lease, ends, reached };
    const change = await changeIncident(
      record.id,
      (now) => recordOutcomes(now, outcomes, progress, ports.clock.now()),
      ports,
    );
    // Somebody may have moved the incident meanwhile, and then the next of its pages are not wanted.
    round.record = change?.after ?? round.record;
    start = end;
  } while (!ends);
}

/** @returns what became of each page; where the round is lost, of those that were sent before */
async function sendSome(
  pages: Notification[],
  round: Round,
): Promise<{ outcomes: Outcome[]; lost: boolean }> {
  const { ports, contacts } = round;
  const outcomes: Outcome[] = [];
  let left = pages;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    // Written before the lease is looked at: nothing that can take long may come between the look and the sending.
    const letters = await Promise.all(left.map((page) => writePage(page, round)));
    const hold = await holdLease(round);
    if (hold === 'lost') return { outcomes, lost: true };
    const isLeft = left.map((page) => hold !== 'moved' && isWanted(page, round.record));
    const unwanted = left.filter((_, index) => !isLeft[index]);
    outcomes.push(...unwanted.map((page) => skippedBecauseMoved(page, contacts)));
    const wanted = letters.filter((_, index) => isLeft[index]);
    const bundled: SentOnce = new Map();
    const results = await Promise.all(wanted.map((letter) => sendOne(letter, bundled, round)));
    const pause = BACK_OFF_MS[attempt];
    const failed = results.filter((result) => result.notification.state === 'failed');
    outcomes.push(...results.filter((result) => result.notification.state !== 'failed'));
    if (failed.length === 0) break;
    if (pause === undefined) {
      outcomes.push(...failed);
      break;
    }
    await ports.clock.sleep(pause);
    left = failed.map((result) => result.notification);
  }
  return { outcomes, lost: false };
}

interface Round {
  /** As it was when the lease was taken last: a round may hold pages of a level and of people asked to help. */
  record: IncidentRecord;
  /** Until when this sender holds the round. It also tells the round, and its sender, from every other. */
  lease: string;
  pages: Notification[];
  contacts: Map<string, Contact>;
  serviceName: string;
  ports: PagingPorts;
}

/** A page that is ready to go. */
interface WrittenLetter {
  page: Notification;
  contact: Contact;
  channel: Channel;
  content: PageContent;
}

/** Or why there is none. */
type Letter = WrittenLetter | { outcome: Outcome };

/**
 * Makes sure that the round may still send. Within the lease it may, because an acknowledgement is answered
 * only after it. A lease that runs out is taken again.
 *
 * @returns `moved` where none of its pages is wanted any more, `lost` where another sender has taken the round over
 */
async function holdLease(round: Round): Promise<'held' | 'moved' | 'lost'> {
  const { ports } = round;
  while (Date.parse(round.lease) - ports.clock.now().getTime() <= MARGIN_MS) {
    let ours = false;
    const renewed = await changeIncident(
      round.record.id,
      (record) => {
        ours = record.paging?.until === round.lease;
        const wanted = round.pages.some((page) => isWanted(page, record));
        return ours && wanted ? renewLease(record, ports.clock.now()) : undefined;
      },
      ports,
    );
    if (!renewed?.after.paging) return ours ? 'moved' : 'lost';
    round.record = renewed.after;
    round.lease = renewed.after.paging.until;
  }
  return 'held';
}

async function writePage(page: Notification, round: Round): Promise<Letter> {
  const contact = round.contacts.get(page.contactId);
  const obstacle = obstacleOf(page, contact, round);
  if (!contact || !page.channel || obstacle) {
    const skipped = { state: 'skipped' as const, reason: obstacle ?? GONE };
    const contactName = contact?.name ?? page.contactId;
    return { outcome: { notification: { ...page, ...skipped, at: now(round) }, contactName } };
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

/** The message of each bundle that an attempt sends: several pages of one incident may have waited for the same. */
type SentOnce = Map<string, ReturnType<typeof sendBundled>>;

async function sendOne(letter: Letter, bundled: SentOnce, round: Round): Promise<Outcome> {
  if ('outcome' in letter) return letter.outcome;
  const { page, contact } = letter;
  try {
    const { messageId, others } =
      page.bundled && page.dueAt
        ? await sendOnce({ ...letter, incidentId: round.record.id, dueAt: page.dueAt }, bundled, round)
        : { ...(await sendAlone(letter, round)), others: 0 };
    const reason = others > 0 ? `${page.reason} In one message with ${others} more.` : page.reason;
    return {
      notification: { ...page, at: now(round), state: 'sent', reason },
      contactName: contact.name,
      messageId,
    };
  } catch (error) {
    return failed(page, contact, error, round);
  }
}

function sendOnce(page: BundledPage, bundled: SentOnce, round: Round): ReturnType<typeof sendBundled> {
  const name = JSON.stringify([page.contact.id, page.channel, page.dueAt]);
  const sent = bundled.get(name) ?? sendBundled(page, round.lease, round.ports);
  bundled.set(name, sent);
  return sent;
}

function sendAlone(
  { contact, channel, content }: WrittenLetter,
  { ports }: Round,
): Promise<{ messageId: string }> {
  const text = channel === 'sms' ? smsText(content) : emailText(content);
  return ports.pager.send(channel, contact, { subject: emailSubject(content), text });
}

function failed(page: Notification, contact: Contact, error: unknown, round: Round): Outcome {
  round.ports.log.error('A page was not sent.', {
    incidentId: round.record.id,
    contactId: contact.id,
    channel: page.channel,
    error,
  });
  const reason = error instanceof Error ? error.message : 'The channel did not say why.';
  return { notification: { ...page, at: now(round), state: 'failed', reason }, contactName: contact.name };
}

const now = (round: Round): string => round.ports.clock.now().toISOString();

function skippedBecauseMoved(page: Notification, contacts: Map<string, Contact>): Outcome {
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
