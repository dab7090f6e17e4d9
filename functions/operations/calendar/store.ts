import type { AuditEntry } from '#domain/audit/schema.ts';

/** Whose shifts a calendar shows: those of a schedule, or those of a contact on all schedules. */
export interface CalendarSubject {
  type: 'schedule' | 'contact';
  id: string;
}

/** A calendar that may be read by whoever has its token. The token itself is not kept. */
export interface CalendarFeed {
  subject: CalendarSubject;
  /** The SHA-256 of the token, in hex. */
  hash: string;
  createdAt: string;
}

/** Where it is kept which token opens which calendar; a subject has one at most. */
export interface CalendarStore {
  find(hash: string): Promise<CalendarFeed | undefined>;
  ofSubject(subject: CalendarSubject): Promise<CalendarFeed | undefined>;
  /**
   * Writes a calendar with its audit entry.
   *
   * @param replaced the subject's calendar as it was read, which opens no more
   * @returns `conflict` and nothing written where the subject has another one by now; `missing` where there is no
   *   such subject
   */
  put(
    feed: CalendarFeed,
    replaced: CalendarFeed | undefined,
    audit: AuditEntry,
  ): Promise<'written' | 'conflict' | 'missing'>;
  /** @returns false and nothing written where the subject has no such calendar any more */
  remove(feed: CalendarFeed, audit: AuditEntry): Promise<boolean>;
}
