import type { Contact } from '#domain/contact/schema.ts';
import { type Outcome, recordOutcomes, renewLease } from '#domain/escalation/engage.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { emailSubject, emailText, smsText } from '#domain/notification/page.ts';
import type { Notification } from '#domain/notification/schema.ts';
import { changeIncident } from '../incident/changeIncident.ts';
import type { IncidentStore, Organisation } from '../incident/store.ts';
import type { Clock, Log } from '../ports.ts';
import type { Links, Pager } from './ports.ts';

export interface PagingPorts {
  incidents: IncidentStore;
  organisation: Organisation;
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
  const [contacts, service] = await Promise.all([
    ports.organisation.contacts([...new Set(pending.map((page) => page.contactId))]),
    ports.organisation.service(record.serviceId),
  ]);
  const context: Round = { record, contacts, serviceName: service?.name ?? 'a service that is gone', ports };

  const outcomes: Outcome[] = [];
  let left = pending;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (!(await holdLease(context))) {
      outcomes.push(...left.map((page) => skippedBecauseMoved(page, contacts)));
      break;
    }
    const results = await Promise.all(left.map((page) => sendOne(page, context)));
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
  await changeIncident(record.id, (now) => recordOutcomes(now, outcomes, ports.clock.now()), ports);
}

interface Round {
  record: IncidentRecord;
  contacts: Map<string, Contact>;
  serviceName: string;
  ports: PagingPorts;
}

/**
 * Makes sure that the round may still send. Within the lease it may, because an acknowledgement is answered
 * only after it. A lease that runs out is taken again, which fails when the incident has moved.
 */
async function holdLease(round: Round): Promise<boolean> {
  const { ports } = round;
  const left = Date.parse(round.record.paging?.until ?? '') - ports.clock.now().getTime();
  if (left > MARGIN_MS) return true;
  const renewed = await changeIncident(
    round.record.id,
    (record) => (record.status === 'triggered' ? renewLease(record, ports.clock.now()) : undefined),
    ports,
  );
  if (renewed) round.record = renewed.after;
  return renewed !== undefined;
}

async function sendOne(page: Notification, round: Round): Promise<Outcome> {
  const contact = round.contacts.get(page.contactId);
  const at = () => round.ports.clock.now().toISOString();
  if (!contact || !page.channel) {
    return {
      notification: { ...page, at: at(), state: 'skipped', reason: 'The contact no longer exists.' },
      contactName: page.contactId,
    };
  }
  try {
    const link = await round.ports.links.acknowledge(round.record, contact.id);
    const content = { incident: round.record, serviceName: round.serviceName, link, reason: page.reason };
    const text = page.channel === 'sms' ? smsText(content) : emailText(content);
    const { messageId } = await round.ports.pager.send(page.channel, contact, {
      subject: emailSubject(content),
      text,
    });
    return { notification: { ...page, at: at(), state: 'sent' }, contactName: contact.name, messageId };
  } catch (error) {
    round.ports.log.error('A page was not sent.', {
      incidentId: round.record.id,
      contactId: contact.id,
      channel: page.channel,
      error,
    });
    const reason = error instanceof Error ? error.message : 'The channel did not say why.';
    return { notification: { ...page, at: at(), state: 'failed', reason }, contactName: contact.name };
  }
}

function skippedBecauseMoved(page: Notification, contacts: Map<string, Contact>): Outcome {
  return {
    notification: {
      ...page,
      state: 'skipped',
      reason: 'Somebody acknowledged or moved the incident before this page went out.',
    },
    contactName: contacts.get(page.contactId)?.name ?? page.contactId,
  };
}
