import { durationMilliseconds } from '../duration.ts';
import { type Change, changeOf, type EventDraft, muster } from '../incident/change.ts';
import { HEARTBEAT_MS } from '../incident/clock.ts';
import type { IncidentRecord } from '../incident/record.ts';
import { isOngoing } from '../incident/status.ts';
import type { Notification } from '../notification/schema.ts';
import { movedTimer, timerAfter } from './walk.ts';

/**
 * How long a round of pages may take. An acknowledgement that arrives meanwhile is answered only when the
 * round is over, so that no page follows its answer (contract section 6, promise 2).
 */
const PAGING_LEASE_MS = 6_000;

/** So that a change of pages fits one DynamoDB transaction of 100 items: one that has its outcome makes two, a row and an event. */
export const MOST_PAGES_AT_ONCE = 40;
const MOST_DROPPED_AT_ONCE = 25;

/** @returns until when a round that begins now may send */
export function leaseFrom(now: Date): string {
  return new Date(now.getTime() + PAGING_LEASE_MS).toISOString();
}

/**
 * Whether a page is still wanted: those of a level while the walk goes on in which it was reached, those of
 * people who were asked to help until they answer, are asked anew, or the problem is gone.
 */
export function isWanted(page: Notification, record: IncidentRecord): boolean {
  if (page.level > 0) return record.status === 'triggered' && page.pass >= record.firstPass;
  const asked = record.responders.find(({ contactId }) => contactId === page.contactId);
  return asked?.state === 'requested' && page.pass === asked.request && isOngoing(record.status);
}

/** When a page goes out: those of a level not while the incident is snoozed. */
function dueTime({ level, dueAt }: Notification, { snoozedUntil }: IncidentRecord): string | null {
  const held = level > 0 && dueAt !== null && snoozedUntil !== null && snoozedUntil > dueAt;
  return held ? snoozedUntil : dueAt;
}

/**
 * Begins a round of the pages that have waited until now, and drops those that nobody wants any more. Of very many
 * some are left, and are due again at once.
 *
 * @param record an incident with waiting pages, and no round under way
 * @param waiting its rows that have no outcome
 * @returns the change; its pending rows are the round
 */
export function beginRound(record: IncidentRecord, waiting: Notification[], now: Date): Change {
  const at = now.toISOString();
  const wanted = waiting.filter((page) => isWanted(page, record));
  const due = wanted.filter((page) => (dueTime(page, record) ?? at) <= at).slice(0, MOST_PAGES_AT_ONCE);
  const unwanted = waiting.filter((page) => !wanted.includes(page));
  const dropped = unwanted
    .slice(0, MOST_DROPPED_AT_ONCE)
    .map((page) => ({ ...page, at, state: 'skipped' as const, reason: whyDropped(page, record) }));
  const left = [
    ...wanted
      .filter((page) => !due.includes(page))
      .map((page) => ({ ...page, dueAt: dueTime(page, record) })),
    ...unwanted.slice(MOST_DROPPED_AT_ONCE).map((page) => ({ ...page, dueAt: at })),
  ];
  const changes = {
    pageTimes: timesOf(left),
    ...(due.length > 0 ? { paging: { until: leaseFrom(now) } } : {}),
  };
  return changeOf(
    record,
    now,
    changes,
    dropped.map((page) => pageEvent(page, null)),
    [...due, ...dropped],
  );
}

/** @returns the instants at which waiting pages are due, each once, the first one first */
export function timesOf(waiting: Notification[]): string[] {
  return [...new Set(waiting.flatMap(({ dueAt }) => dueAt ?? []))].sort();
}

/** @returns the page times of an incident when more pages wait, each once, the first one first */
export function withTimesOf(
  { pageTimes }: Pick<IncidentRecord, 'pageTimes'>,
  waiting: Notification[],
): string[] {
  return [...new Set([...pageTimes, ...timesOf(waiting)])].sort();
}

function whyDropped(page: Notification, record: IncidentRecord): string {
  if (page.level === 0 && isOngoing(record.status)) return 'They had answered before this page was due.';
  return record.status === 'triggered'
    ? 'Paging began again before this page was due.'
    : `The incident was ${record.status} before this page was due.`;
}

/** Takes the lease of a round of pages again, so that it may go on sending. */
export function renewLease(record: IncidentRecord, now: Date): Change {
  const until = leaseFrom(now);
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

/** How far a round is with the outcomes that are recorded. */
export interface RoundProgress {
  /** Until when the sender held the round. */
  lease: string;
  /** Whether nothing of it is left to send. */
  ends: boolean;
  /** Whether any of its pages has gone out. */
  reached: boolean;
}

/**
 * Records what became of pages of a round, and ends it with the last of them. Where nobody was reached, the next
 * level is due at once.
 *
 * A sender that was so slow that another one took its round over, or that the next level is on its way, says
 * what became of its pages and ends no round but its own.
 *
 * @param record the incident as it is now, which may have moved on meanwhile
 * @param outcomes at most 40
 * @param now when they were known
 * @returns the change, or undefined where there is nothing to say and no round to end
 */
export function recordOutcomes(
  record: IncidentRecord,
  outcomes: Outcome[],
  { lease, ends, reached }: RoundProgress,
  now: Date,
): Change | undefined {
  const ours = ends && record.paging?.until === lease;
  if (!ours && outcomes.length === 0) return undefined;
  const events = outcomes.map(({ notification, contactName, messageId }) => {
    const event = pageEvent(notification, contactName);
    return messageId ? { ...event, data: { ...event.data, messageId } } : event;
  });
  const changes: Partial<IncidentRecord> = ours ? { paging: null } : {};
  if (ours && awaitsPaging(record)) {
    Object.assign(
      changes,
      record.escalation.exhausted
        ? { nextAt: afterTheEnd(record, now.getTime()) }
        : reached
          ? timerAfter(record, record.escalation, now.getTime())
          : movedTimer(now.toISOString()),
    );
  }
  return changeOf(
    record,
    now,
    changes,
    events,
    outcomes.map((outcome) => outcome.notification),
  );
}

/** When a walk that is used up is looked at again: to page once more, or just to look. */
export function afterTheEnd({ policy }: Pick<IncidentRecord, 'policy'>, since: number): string {
  const { repeatEvery } = policy.whenExhausted;
  return new Date(since + (repeatEvery ? durationMilliseconds(repeatEvery) : HEARTBEAT_MS)).toISOString();
}

/** What the timeline says of a page that has its outcome. */
export function pageEvent(row: Notification, contactName: string | null): EventDraft {
  const type = row.state === 'sent' ? 'page.sent' : row.state === 'failed' ? 'page.failed' : 'page.skipped';
  return {
    type,
    actor: muster,
    data: {
      contactId: row.contactId,
      contact: contactName,
      channel: row.channel,
      level: row.level,
      pass: row.pass,
    },
    reason: row.reason,
  };
}
