import type { AuditEntry } from '#domain/audit/schema.ts';
import { defaultSettings } from '#domain/organisation/defaults.ts';
import type { SettingsStore } from '#operations/settings/store.ts';

/**
 * The organisation's settings in memory, for tests.
 *
 * @param audit takes the audit entries
 */
export function memorySettingsStore(audit: AuditEntry[] = []): SettingsStore {
  let settings = defaultSettings;
  return {
    get: async () => settings,
    write: async (before, after, entry) => {
      if (before.etag !== settings.etag) return 'conflict';
      settings = after;
      audit.push(entry);
      return 'written';
    },
  };
}
