import type { AuditEntry } from '#domain/audit/schema.ts';
import type { AuditLog } from '#operations/audit/log.ts';
import { pageFrom } from './page.ts';

/**
 * The audit log in memory, for tests.
 *
 * @param entries those that the stores in memory have written
 */
export function memoryAuditLog(entries: AuditEntry[]): AuditLog {
  return {
    list: async (limit, cursor) => {
      const newestFirst = [...new Map(entries.map((entry) => [entry.id, entry])).values()].sort(
        (one, other) => (one.id < other.id ? 1 : -1),
      );
      return pageFrom(newestFirst, (entry) => entry.id, limit, cursor);
    },
  };
}
