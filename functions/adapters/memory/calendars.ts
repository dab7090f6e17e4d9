import type { AuditEntry } from '#domain/audit/schema.ts';
import type { CalendarFeed, CalendarStore, CalendarSubject } from '#operations/calendar/store.ts';
import type { ConfigurationStore } from '#operations/configuration/store.ts';

/**
 * The calendars in memory: the twin of the table for tests, held to the same contract.
 *
 * @param configuration knows the schedules and contacts
 * @param audit takes the audit entries
 */
export function memoryCalendarStore(
  configuration: Pick<ConfigurationStore, 'get'>,
  audit: AuditEntry[] = [],
): CalendarStore {
  const bySubject = new Map<string, CalendarFeed>();
  const spell = ({ type, id }: CalendarSubject) => `${type}:${id}`;
  const held = (subject: CalendarSubject) => bySubject.get(spell(subject));
  return {
    find: async (hash) => structuredClone([...bySubject.values()].find((feed) => feed.hash === hash)),
    ofSubject: async (subject) => structuredClone(held(subject)),
    put: async (feed, replaced, entry) => {
      if (!(await configuration.get(feed.subject.type, feed.subject.id))) return 'missing';
      if (held(feed.subject)?.hash !== replaced?.hash) return 'conflict';
      bySubject.set(spell(feed.subject), structuredClone(feed));
      audit.push(entry);
      return 'written';
    },
    remove: async (feed, entry) => {
      if (held(feed.subject)?.hash !== feed.hash) return false;
      bySubject.delete(spell(feed.subject));
      audit.push(entry);
      return true;
    },
  };
}
