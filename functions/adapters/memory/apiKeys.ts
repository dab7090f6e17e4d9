import type { AuditEntry } from '#domain/audit/schema.ts';
import type { ApiKeyRecord, KeyStore } from '#operations/keys/store.ts';
import { pageFrom } from './page.ts';

/**
 * The API keys in memory, for tests.
 *
 * @param audit takes the audit entries
 */
export function memoryKeyStore(audit: AuditEntry[] = []): KeyStore {
  const records = new Map<string, ApiKeyRecord>();
  const byHash = (hash: string) => [...records.values()].find((record) => record.hash === hash);
  return {
    put: async (record, entry) => {
      records.set(record.id, { ...record });
      audit.push(entry);
    },
    findByHash: async (hash) => structuredClone(byHash(hash)),
    get: async (id) => structuredClone(records.get(id)),
    list: async (limit, cursor) => {
      const sorted = [...records.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
      return structuredClone(pageFrom(sorted, (record) => record.id, limit, cursor));
    },
    touch: async (hash, at) => {
      const record = byHash(hash);
      if (record) record.lastUsedAt = at;
    },
    revoke: async ({ id }, at, entry) => {
      const record = records.get(id);
      if (!record || record.revokedAt !== null) return false;
      record.revokedAt = at;
      audit.push(entry);
      return true;
    },
  };
}
