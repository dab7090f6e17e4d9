import type { AuditEntry } from '#domain/audit/schema.ts';
import type { Page } from '../ports.ts';

/** The changes of configuration. Entries are written with the changes themselves and never again. */
export interface AuditLog {
  /** Newest first. */
  list(limit: number, cursor: string | undefined): Promise<Page<AuditEntry>>;
}
