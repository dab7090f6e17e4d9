import type { AuditEntry } from '#domain/audit/schema.ts';
import type { Override } from '#domain/schedule/schema.ts';
import type { Reference } from '../configuration/store.ts';
import type { Page } from '../ports.ts';

type AddResult =
  | { outcome: 'written' }
  /** A run before has written it; this is what it wrote. */
  | { outcome: 'exists'; override: Override }
  /** There is no such schedule or contact. */
  | { outcome: 'missing'; reference: Reference };

/** Where the overrides of schedules are kept. Each change is written with its audit entry or not at all. */
export interface OverrideStore {
  /** Writes an override of a schedule that exists, by people who exist. Safe to repeat with the same id and end. */
  add(scheduleId: string, override: Override, audit: AuditEntry): Promise<AddResult>;
  get(scheduleId: string, overrideId: string): Promise<Override | undefined>;
  /**
   * In the order in which they end.
   *
   * @param span those that end after `from` and begin before `to`, RFC 3339 in UTC with milliseconds
   */
  list(
    scheduleId: string,
    span: { from: string; to?: string | undefined },
    limit: number,
    cursor: string | undefined,
  ): Promise<Page<Override>>;
  /** All that end after an instant, in the order in which they were made: later ones count more. */
  endingAfter(scheduleId: string, at: Date): Promise<Override[]>;
  /** @returns false and nothing written where there is no such override any more */
  remove(scheduleId: string, override: Override, audit: AuditEntry): Promise<boolean>;
}
