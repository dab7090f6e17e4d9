import type { AuditAction, AuditEntry } from '#domain/audit/schema.ts';
import type { Actor } from '#domain/incident/schema.ts';
import type { Kind } from './kind.ts';
import type { ConfigurationKind, ConfigurationRecord } from './store.ts';

/**
 * The audit entry of a change: what outsiders see of the thing before and after.
 *
 * @param entry its id, time, actor and action
 */
export function auditOf<Name extends ConfigurationKind>(
  kind: Kind<Name, unknown>,
  { id, at, actor, action }: { id: string; at: string; actor: Actor; action: AuditAction },
  before: ConfigurationRecord<Name> | null,
  after: ConfigurationRecord<Name> | null,
): AuditEntry {
  const thing = after ?? before;
  const shown = (record: ConfigurationRecord<Name> | null) =>
    record ? (kind.present(record) as Record<string, unknown>) : null;
  return {
    id,
    at,
    actor,
    action,
    target: { type: kind.name, id: thing?.id ?? '', name: thing?.body.name ?? '' },
    before: shown(before),
    after: shown(after),
  };
}
