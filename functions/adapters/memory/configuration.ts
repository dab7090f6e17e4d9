import type { AuditEntry } from '#domain/audit/schema.ts';
import {
  type ConfigurationKind,
  type ConfigurationRecord,
  type ConfigurationStore,
  type ConfigurationVersion,
  type IntegrationKeyRecord,
  isVersioned,
  keyOf,
  type Reference,
  type VersionedKind,
} from '#operations/configuration/store.ts';
import { pageFrom } from './page.ts';

type AnyRecord = { [Kind in ConfigurationKind]: ConfigurationRecord<Kind> }[ConfigurationKind];

/**
 * Configuration in memory: the twin of the table for tests, held to the same contract.
 *
 * @param audit takes the audit entries
 */
export function memoryConfigurationStore(audit: AuditEntry[] = []): ConfigurationStore {
  const records = new Map<string, AnyRecord>();
  const referrers = new Map<string, Set<string>>();
  const integrationKeys = new Map<string, IntegrationKeyRecord>();
  const keyHolders = new Map<string, string>();
  const versions = new Map<string, ConfigurationVersion<VersionedKind>[]>();

  const spell = (reference: Reference) => `${reference.kind}:${reference.id}`;
  const referenceOf = (spelled: string): Reference => {
    const [kind = '', id = ''] = spelled.split(':');
    return { kind: kind as ConfigurationKind, id };
  };
  const find = <Kind extends ConfigurationKind>(kind: Kind, id: string) =>
    structuredClone(records.get(spell({ kind, id }))) as ConfigurationRecord<Kind> | undefined;

  return {
    get: async (kind, id) => find(kind, id),

    getMany: async (kind, ids) => ids.map((id) => find(kind, id)).filter((record) => record !== undefined),

    list: async <Kind extends ConfigurationKind>(kind: Kind, limit: number, cursor: string | undefined) => {
      const ids = [...records.keys()].map(referenceOf).filter((reference) => reference.kind === kind);
      const page = pageFrom(ids.map(({ id }) => id).sort(), (id) => id, limit, cursor);
      return { ...page, items: page.items.map((id) => find(kind, id) as ConfigurationRecord<Kind>) };
    },

    write: async ({ kind, before, after, gained, lost, keys, audit: entry }) => {
      const self = { kind, id: (after ?? before)?.id ?? '' };
      const present = records.get(spell(self));
      if (!before && present) return { outcome: 'exists' };
      const by = [...(referrers.get(spell(self)) ?? [])].map(referenceOf);
      if (before && present && !after && by.length > 0) return { outcome: 'in-use', by };
      if (before && present?.revision !== before.revision) return { outcome: 'conflict' };
      const reference = gained.find((named) => !records.has(spell(named)));
      if (reference) return { outcome: 'missing', reference };

      const [oldKey, newKey] = [keyOf(before?.body), keyOf(after?.body)].map(
        (key) => key && `${kind}:${key}`,
      );
      if (newKey && (keyHolders.get(newKey) ?? self.id) !== self.id) return { outcome: 'key-taken' };
      if (oldKey && oldKey !== newKey) keyHolders.delete(oldKey);
      if (newKey) keyHolders.set(newKey, self.id);
      if (after && isVersioned(kind)) {
        const saved = {
          version: after.revision,
          savedAt: after.updatedAt,
          savedBy: entry.actor,
          body: structuredClone(after.body) as ConfigurationVersion<VersionedKind>['body'],
        };
        versions.set(spell(self), [saved, ...(versions.get(spell(self)) ?? [])]);
      }

      if (after)
        records.set(
          spell(self),
          structuredClone(after) as ConfigurationRecord<ConfigurationKind> as AnyRecord,
        );
      else records.delete(spell(self));
      for (const named of gained) {
        referrers.set(spell(named), (referrers.get(spell(named)) ?? new Set()).add(spell(self)));
      }
      for (const named of lost) referrers.get(spell(named))?.delete(spell(self));
      for (const key of keys?.set ?? []) integrationKeys.set(key.hash, key);
      for (const hash of keys?.removed ?? []) integrationKeys.delete(hash);
      audit.push(entry);
      return { outcome: 'written' };
    },

    noteReachability: async (contactId, { email, phone }, reachability) => {
      const record = records.get(spell({ kind: 'contact', id: contactId })) as
        | ConfigurationRecord<'contact'>
        | undefined;
      if (!record || record.body.email !== email || record.body.phone !== phone) return false;
      record.body.reachability = structuredClone(reachability);
      return true;
    },

    versions: async (kind, id, limit, cursor) =>
      pageFrom(
        versions.get(spell({ kind, id })) ?? [],
        ({ version }) => String(1_000_000 - version),
        limit,
        cursor,
      ) as never,

    version: async (kind, id, version) =>
      versions.get(spell({ kind, id }))?.find((one) => one.version === version) as never,

    findIntegrationKey: async (hash) => integrationKeys.get(hash),
  };
}
