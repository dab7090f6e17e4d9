import type { AuditAction, AuditEntry } from '#domain/audit/schema.ts';
import { sameUlid } from '#domain/ids.ts';
import type { Actor } from '#domain/incident/schema.ts';
import { changedMeanwhile, notFound } from '../configuration/refusals.ts';
import type { ConfigurationStore } from '../configuration/store.ts';
import { hashOf } from '../keys/secret.ts';
import type { Clock, Ids } from '../ports.ts';
import type { CalendarFeed, CalendarStore, CalendarSubject } from './store.ts';
import { subjectName } from './subject.ts';
import { newCalendarToken } from './token.ts';

/** How often a change is decided again because another was faster. */
const MOST_ATTEMPTS = 8;

export interface CalendarPorts {
  store: ConfigurationStore;
  calendars: CalendarStore;
  clock: Clock;
  ids: Ids;
  publicUrl: string;
}

/**
 * Makes an address at which calendar programs read shifts. Only a hash of its token is kept, so the answer is the
 * only place where it is ever seen. Repeated, it makes another one in the place of the one before.
 *
 * @param creationId an id whose ULID the audit entry takes
 * @throws Refusal `not-found`, or `conflict` where others keep making addresses of the same calendar
 */
export async function createCalendar(
  { subject, creationId, actor }: { subject: CalendarSubject; creationId: string; actor: Actor },
  { store, calendars, clock, publicUrl }: CalendarPorts,
): Promise<{ url: string }> {
  const name = await subjectName(subject, store);
  const token = newCalendarToken();
  const at = clock.now().toISOString();
  const feed = { subject, hash: hashOf(token), createdAt: at };
  const entry = { id: sameUlid('aud', creationId), at, actor, action: 'created' as const };
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const replaced = await calendars.ofSubject(subject);
    const outcome = await calendars.put(feed, replaced, auditOf(name, entry, replaced, feed));
    if (outcome === 'written') return { url: `${publicUrl}/calendars/${token}` };
    if (outcome === 'missing') throw notFound(subject.type);
  }
  throw changedMeanwhile('calendar');
}

/**
 * Ends the address of a calendar. Safe to repeat.
 *
 * @throws Refusal `not-found` where there is no such schedule or contact, or `conflict` where others keep making
 *   addresses of the same calendar
 */
export async function revokeCalendar(
  { subject, actor }: { subject: CalendarSubject; actor: Actor },
  { store, calendars, clock, ids }: CalendarPorts,
): Promise<void> {
  const name = await subjectName(subject, store);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const feed = await calendars.ofSubject(subject);
    if (!feed) return;
    const entry = { id: ids.next('aud'), at: clock.now().toISOString(), actor, action: 'revoked' as const };
    if (await calendars.remove(feed, auditOf(name, entry, feed, undefined))) return;
  }
  throw changedMeanwhile('calendar');
}

/** The audit entry of a change: nothing in it leads to the calendar. */
function auditOf(
  name: string,
  entry: { id: string; at: string; actor: Actor; action: AuditAction },
  before: CalendarFeed | undefined,
  after: CalendarFeed | undefined,
): AuditEntry {
  const shown = (feed: CalendarFeed | undefined) =>
    feed ? { subject: feed.subject, createdAt: feed.createdAt } : null;
  return {
    ...entry,
    target: { type: 'calendar', id: (after ?? before)?.subject.id ?? '', name },
    before: shown(before),
    after: shown(after),
  };
}
