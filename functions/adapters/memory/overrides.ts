import type { AuditEntry } from '#domain/audit/schema.ts';
import type { Override } from '#domain/schedule/schema.ts';
import type { ConfigurationStore, Reference } from '#operations/configuration/store.ts';
import type { OverrideStore } from '#operations/schedule/store.ts';
import { pageFrom } from './page.ts';

/**
 * The overrides of schedules in memory: the twin of the table for tests, held to the same contract.
 *
 * @param configuration knows the schedules and contacts
 * @param audit takes the audit entries
 */
export function memoryOverrideStore(
  configuration: Pick<ConfigurationStore, 'get'>,
  audit: AuditEntry[] = [],
): OverrideStore {
  const kept = new Map<string, Override>();
  const name = (scheduleId: string, { to, id }: Pick<Override, 'to' | 'id'>) => `${scheduleId}#${to}#${id}`;
  const endingAfter = (scheduleId: string, at: string): Override[] =>
    [...kept]
      .filter(([named, { to }]) => named.startsWith(`${scheduleId}#`) && to > at)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, override]) => structuredClone(override));
  return {
    add: async (scheduleId, override, entry) => {
      const earlier = kept.get(name(scheduleId, override));
      if (earlier) return { outcome: 'exists', override: structuredClone(earlier) };
      const named: Reference[] = [
        { kind: 'schedule', id: scheduleId },
        { kind: 'contact', id: override.contactId },
        ...(override.replaces ? [{ kind: 'contact' as const, id: override.replaces }] : []),
      ];
      for (const reference of named) {
        if (!(await configuration.get(reference.kind, reference.id)))
          return { outcome: 'missing', reference };
      }
      kept.set(name(scheduleId, override), structuredClone(override));
      audit.push(entry);
      return { outcome: 'written' };
    },
    get: async (scheduleId, overrideId) =>
      endingAfter(scheduleId, '').find((override) => override.id === overrideId),
    list: async (scheduleId, { from, to }, limit, cursor) =>
      pageFrom(
        endingAfter(scheduleId, from).filter((override) => to === undefined || override.from < to),
        ({ id }) => id,
        limit,
        cursor,
      ),
    endingAfter: async (scheduleId, at) =>
      endingAfter(scheduleId, at.toISOString()).sort((one, other) => (one.id < other.id ? -1 : 1)),
    remove: async (scheduleId, override, entry) => {
      if (!kept.delete(name(scheduleId, override))) return false;
      audit.push(entry);
      return true;
    },
  };
}
