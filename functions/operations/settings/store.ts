import type { AuditEntry } from '#domain/audit/schema.ts';
import type { Settings } from '#domain/organisation/schema.ts';

/** Where the organisation's settings are kept. */
export interface SettingsStore {
  /** The defaults where nobody has changed them. */
  get(): Promise<Settings>;
  /**
   * Writes settings with their audit entry.
   *
   * @param before as they were read
   * @returns `conflict` and nothing written where they have changed since
   */
  write(before: Settings, after: Settings, audit: AuditEntry): Promise<'written' | 'conflict'>;
}
