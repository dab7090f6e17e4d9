import { channelsOf } from '../contact/channels.ts';
import type { Contact } from '../contact/schema.ts';
import { type Change, changeOf, type EventDraft, enterStage, muster } from '../incident/change.ts';
import { HEARTBEAT_MS } from '../incident/clock.ts';
import type { IncidentRecord } from '../incident/record.ts';
import type { Notification } from '../notification/schema.ts';
import type { Target } from './schema.ts';
import { type Exhausted, type NextLevel, nextLevel } from './walk.ts';

/**
 * How long a round of pages may take. An acknowledgement that arrives meanwhile is answered only when the
 * round is over, so that no page follows its answer (contract section 6, promise 2).
 */
const PAGING_LEASE_MS = 6_000;

/** @returns the contacts whom the next level, or the fallback behind the last one, would page */
export function nextContacts(record: IncidentRecord): string[] {
  const next = nextLevel(record.policy, record.firstPass, record.escalation);
  return targetsOf(record, next).map((target) => target.id);
}

/**
 * Decides what happens when an escalation timer is due: the next level is paged, or the walk is at its end.
 * The change records the intent to page; sending comes after it is written, the outcome after that.
 *
 * @param record a triggered incident whose time has come
 * @param contacts those of `nextContacts` that exist
 * @param now when it is decided
 */
export function engage(record: IncidentRecord, contacts: Map<string, Contact>, now: Date): Change {
  const next = nextLevel(record.policy, record.firstPass, record.escalation);
  const position = positionOf(record, next);
  const targets = targetsOf(record, next);
  const rows = targets.flatMap((target) => rowsFor(target, contacts.get(target.id), position, now));
  const pending = rows.filter((row) => row.state === 'pending');
  const lease = new Date(now.getTime() + PAGING_LEASE_MS).toISOString();
  const heading =
    next.kind === 'level'
      ? advanced(record, next, pending.length)
      : exhausted(record, targets, pending.length);
  const skipped = rows
    .filter((row) => row.state === 'skipped')
    .map((row) => pageEvent(row, contacts.get(row.contactId)));

  const changes: Partial<IncidentRecord> = {
    escalation: {
      ...record.escalation,
      ...(next.kind === 'level' ? position : {}),
      exhausted: next.kind === 'exhausted',
    },
    snoozedUntil: null,
    paging: pending.length > 0 ? { until: lease } : null,
    nextAt: pending.length > 0 ? lease : afterPaging(next, now),
    lifecycle: record.lifecycle.some((entry) => entry.stage === 'response' && entry.enteredAt)
      ? record.lifecycle
      : enterStage(record.lifecycle, 'response', now, muster),
  };
  return changeOf(record, now, changes, [heading, ...skipped], rows);
}

/** Takes the lease of a round of pages again, so that it may go on sending. */
export function renewLease(record: IncidentRecord, now: Date): Change {
  const until = new Date(now.getTime() + PAGING_LEASE_MS).toISOString();
  return changeOf(record, now, { paging: { until }, ...(awaitsPaging(record) ? { nextAt: until } : {}) }, []);
}

/** Whether nobody has moved the incident since its pages went on their way: whoever does sets its next time. */
function awaitsPaging(record: IncidentRecord): boolean {
  return record.status === 'triggered' && record.paging !== null && record.nextAt === record.paging.until;
}

/** What became of one page. */
export interface Outcome {
  notification: Notification;
  contactName: string;
  /** SNS's own id of the message, to follow it in AWS. */
  messageId?: string;
}

/**
 * Records what became of a round of pages. Where nobody was reached, the next level is due at once.
 *
 * A sender that was so slow that another one took its round over, or that the next level is on its way, says
 * what became of its pages and ends no round but its own.
 *
 * @param record the incident as it is now, which may have moved on meanwhile
 * @param outcomes one for each page of the round
 * @param lease until when the sender held the round
 * @param now when the round ended
 * @returns the change, or undefined where there is nothing to say and no round to end
 */
export function recordOutcomes(
  record: IncidentRecord,
  outcomes: Outcome[],
  lease: string,
  now: Date,
): Change | undefined {
  const ours = record.paging?.until === lease;
  if (!ours && outcomes.length === 0) return undefined;
  const events = outcomes.map(({ notification, contactName, messageId }) => {
    const event = pageEvent(notification, { name: contactName });
    return messageId ? { ...event, data: { ...event.data, messageId } } : event;
  });
  const changes: Partial<IncidentRecord> = ours ? { paging: null } : {};
  if (ours && awaitsPaging(record)) {
    const reached = outcomes.some(({ notification }) => notification.state === 'sent');
    changes.nextAt = record.escalation.exhausted
      ? heartbeat(now)
      : reached
        ? afterLevel(record, now)
        : now.toISOString();
  }
  return changeOf(
    record,
    now,
    changes,
    events,
    outcomes.map((outcome) => outcome.notification),
  );
}

/** When the level after the one that was just paged is due. */
function afterLevel(record: IncidentRecord, now: Date): string {
  const next = nextLevel(record.policy, record.firstPass, record.escalation);
  return new Date(now.getTime() + next.after).toISOString();
}

/** Nobody to page: the next level is due at once, and behind the last one only the heartbeat. */
function afterPaging(next: NextLevel | Exhausted, now: Date): string {
  return next.kind === 'level' ? now.toISOString() : heartbeat(now);
}

function heartbeat(now: Date): string {
  return new Date(now.getTime() + HEARTBEAT_MS).toISOString();
}

/** The fallback counts as one more level of the last pass, so that its pages are told apart. */
function positionOf(record: IncidentRecord, next: NextLevel | Exhausted): { level: number; pass: number } {
  return next.kind === 'level'
    ? { level: next.level, pass: next.pass }
    : { level: record.policy.steps.length + 1, pass: record.escalation.pass };
}

function targetsOf(record: IncidentRecord, next: NextLevel | Exhausted): Target[] {
  const targets =
    next.kind === 'level'
      ? (record.policy.steps[next.level - 1]?.targets ?? [])
      : record.fallbackTarget
        ? [record.fallbackTarget]
        : [];
  return targets.filter((target, index) => targets.findIndex((other) => other.id === target.id) === index);
}

function rowsFor(
  target: Target,
  contact: Contact | undefined,
  position: { level: number; pass: number },
  now: Date,
): Notification[] {
  const row = { at: now.toISOString(), contactId: target.id, ...position };
  if (!contact) {
    return [{ ...row, channel: null, state: 'skipped', reason: 'The contact no longer exists.' }];
  }
  return channelsOf(contact).map((channel) => ({
    ...row,
    channel,
    state: 'pending',
    reason: `Level ${position.level} of pass ${position.pass} pages ${contact.name}.`,
  }));
}

function advanced(record: IncidentRecord, next: NextLevel, pending: number): EventDraft {
  return {
    type: 'escalation.advanced',
    actor: muster,
    data: {
      level: next.level,
      pass: next.pass,
      targets: targetsOf(record, next).map((target) => target.id),
    },
    reason:
      pending === 0
        ? `Nobody at level ${next.level} can be reached: the next level is paged now.`
        : whyNow(record, next),
  };
}

function whyNow(record: IncidentRecord, next: NextLevel): string {
  if (record.snoozedUntil) return 'The snooze is over and nobody has acknowledged.';
  if (record.escalation.level === 0) {
    return next.pass === 1
      ? 'The incident opened.'
      : `The incident is triggered again: pass ${next.pass} begins.`;
  }
  return next.pass > record.escalation.pass
    ? `Nobody acknowledged pass ${record.escalation.pass}: it begins again.`
    : `Nobody acknowledged level ${record.escalation.level}.`;
}

function exhausted(record: IncidentRecord, targets: Target[], pending: number): EventDraft {
  const why =
    record.policy.steps.length === 0
      ? 'The service has no escalation policy.'
      : 'Every level and repeat of the policy has been paged and nobody has acknowledged.';
  return {
    type: 'escalation.exhausted',
    actor: muster,
    data: {
      level: record.escalation.level,
      pass: record.escalation.pass,
      fallback: targets.map((target) => target.id),
    },
    reason: `${why} ${pending > 0 ? "The service's fallback target is paged." : 'Nobody is left to page: somebody has to look now.'}`,
  };
}

function pageEvent(row: Notification, contact: { name: string } | undefined): EventDraft {
  const type = row.state === 'sent' ? 'page.sent' : row.state === 'failed' ? 'page.failed' : 'page.skipped';
  return {
    type,
    actor: muster,
    data: {
      contactId: row.contactId,
      contact: contact?.name ?? null,
      channel: row.channel,
      level: row.level,
      pass: row.pass,
    },
    reason: row.reason,
  };
}
