import type { AuditEntry } from '#domain/audit/schema.ts';
import type {
  ConfigurationKind,
  ConfigurationRecord,
  ConfigurationStore,
  IntegrationKeyRecord,
  Reference,
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

    findIntegrationKey: async (hash) => integrationKeys.get(hash),
  };
}
