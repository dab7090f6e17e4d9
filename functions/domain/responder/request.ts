import type { Contact } from '../contact/schema.ts';
import type { Called } from '../escalation/call.ts';
import { pageRows } from '../escalation/pageRows.ts';
import { pageEvent, withTimesOf } from '../escalation/round.ts';
import type { Position } from '../escalation/walk.ts';
import type { Asked } from '../incident/asked.ts';
import { type Change, changeOf, type EventDraft } from '../incident/change.ts';
import type { IncidentRecord } from '../incident/record.ts';
import type { Notification } from '../notification/schema.ts';
import { Refusal } from '../refusal.ts';
import { requireOngoing } from './ongoing.ts';
import type { NotPaged, RequestedResponders, Responder } from './schema.ts';

/** What a request for help does; without a change it pages nobody, because all have been asked before. */
export interface Requested extends RequestedResponders {
  change: Change | undefined;
}

/** A DynamoDB transaction takes 100 items: the incident, and the events and pages of those who are asked. */
const MOST_WRITES = 100;
/** So that an incident with all the messages stays far below the 400 KB of a DynamoDB item. */
const MOST_RESPONDERS = 100;

/**
 * Decides whom a request for help pages. Help is urgent whatever the priority: nobody would ask by page for what
 * can wait. Whoever has declined is asked anew; whoever has been asked and has not answered, or has accepted, is
 * not paged again; whoever is away is passed over.
 *
 * @param called those to whom the targets lead now
 * @param message what help is needed for; null: nothing is said
 * @throws Refusal `invalid-transition` where the incident is resolved or over, `validation-failed` where nobody can be
 *   asked, or too many at once
 */
export function decideRequest(
  record: IncidentRecord,
  called: Called[],
  message: string | null,
  asked: Asked,
): Requested {
  requireOngoing(record);
  const position = { level: 0, pass: record.responderRequests + 1 };
  const { newly, before, skipped, notPaged } = sortOut(record, called, position, asked);
  if (newly.length === 0) {
    if (before.length === 0) throw nobodyToAsk(notPaged);
    return { change: undefined, responders: before, notPaged };
  }

  const responders = newly.map(({ contact }) => responderOf(contact, position.pass, message, asked));
  const renewed = new Set(responders.map(({ contactId }) => contactId));
  const all = [...record.responders.filter(({ contactId }) => !renewed.has(contactId)), ...responders];
  const rows = [...newly.flatMap((one) => one.rows), ...skipped.map(({ row }) => row)];
  const events = [
    ...newly.map(({ contact, why }) => requestedEvent(contact, message, why, asked)),
    ...skipped.map(({ row, name }) => pageEvent(row, name)),
  ];
  requireRoom(all.length, 1 + rows.length + events.length);
  const pending = rows.filter(({ state }) => state === 'pending');
  const change = changeOf(
    record,
    asked.now,
    {
      responders: all,
      responderRequests: position.pass,
      pageTimes: withTimesOf(record, pending),
    },
    events,
    rows,
  );
  return { change, responders: [...before, ...responders], notPaged };
}

/** Those to whom the targets lead, by what becomes of each. */
interface SortedOut {
  newly: { contact: Contact; why: string; rows: Notification[] }[];
  /** Asked before, and not to be paged again. */
  before: Responder[];
  /** Whom no page can reach, with the row that says so. */
  skipped: { row: Notification; name: string }[];
  notPaged: NotPaged[];
}

function sortOut(record: IncidentRecord, called: Called[], position: Position, asked: Asked): SortedOut {
  const sorted: SortedOut = { newly: [], before: [], skipped: [], notPaged: [] };
  for (const one of called) {
    if (one.contact === null) {
      sorted.notPaged.push({ contactId: one.contactId, reason: one.why });
      continue;
    }
    const { contact } = one;
    const responder = record.responders.find(({ contactId }) => contactId === contact.id);
    if (responder && responder.state !== 'declined') {
      sorted.before.push(responder);
      sorted.notPaged.push({ contactId: contact.id, reason: whyNotAgain(contact.name, responder) });
      continue;
    }
    const why = `${asked.actor.name} asks for the help of ${contact.name}${one.why}.`;
    const rows = pageRows(contact, 'high', why, position, asked.now.getTime());
    const none = rows.find(({ state }) => state === 'skipped');
    if (none) {
      sorted.skipped.push({ row: none, name: contact.name });
      sorted.notPaged.push({ contactId: contact.id, reason: none.reason });
    } else sorted.newly.push({ contact, why, rows });
  }
  return sorted;
}

function responderOf(
  contact: Contact,
  request: number,
  message: string | null,
  { actor, now }: Asked,
): Responder {
  return {
    contactId: contact.id,
    state: 'requested',
    request,
    requestedAt: now.toISOString(),
    requestedBy: actor.name,
    message,
    answeredAt: null,
  };
}

function requestedEvent(contact: Contact, message: string | null, why: string, { actor }: Asked): EventDraft {
  return {
    type: 'responder.requested',
    actor,
    data: { contactId: contact.id, contact: contact.name, ...(message ? { message } : {}) },
    reason: why,
  };
}

function whyNotAgain(name: string, { state, requestedAt, answeredAt }: Responder): string {
  return state === 'accepted'
    ? `${name} has accepted already, at ${answeredAt}.`
    : `${name} has been asked already, at ${requestedAt}, and has not answered yet.`;
}

function nobodyToAsk(notPaged: NotPaged[]): Refusal {
  const reasons = notPaged.map(({ reason }) => reason);
  return new Refusal(
    'validation-failed',
    `Nobody can be asked: ${reasons.join(' ')} Name somebody else in "targets".`,
    { errors: reasons.map((message) => ({ path: 'targets', message })) },
  );
}

function requireRoom(responders: number, writes: number): void {
  const message =
    writes > MOST_WRITES
      ? 'lead to more people than can be asked at once'
      : responders > MOST_RESPONDERS
        ? `would make more than ${MOST_RESPONDERS} responders`
        : undefined;
  if (!message) return;
  throw new Refusal(
    'validation-failed',
    'These targets lead to too many people. Ask fewer, for example whoever is on call, or the next of a team in turn.',
    { errors: [{ path: 'targets', message }] },
  );
}
