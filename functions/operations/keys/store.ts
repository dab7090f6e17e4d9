import type { ApiKey } from '#domain/access/schema.ts';
import type { AuditEntry } from '#domain/audit/schema.ts';
import type { Page } from '../ports.ts';

/** An API key as it is kept: without the key. */
export type ApiKeyRecord = ApiKey & { hash: string };

/** Where API keys are kept, by their hashes. */
export interface KeyStore {
  /**
   * Writes a key with its audit entry. Safe to repeat with the same id: the newest hash is the key's, and an earlier
   * one opens nothing any more.
   */
  put(record: ApiKeyRecord, audit: AuditEntry): Promise<void>;
  findByHash(hash: string): Promise<ApiKeyRecord | undefined>;
  get(id: string): Promise<ApiKeyRecord | undefined>;
  /** In the order of their ids. */
  list(limit: number, cursor: string | undefined): Promise<Page<ApiKeyRecord>>;
  /** Notes that a key was used. Does nothing where there is no such key. */
  touch(hash: string, at: string): Promise<void>;
  /**
   * Revokes a key, with its audit entry.
   *
   * @returns false and nothing written where it is revoked already
   */
  revoke(record: ApiKeyRecord, at: string, audit: AuditEntry): Promise<boolean>;
}
