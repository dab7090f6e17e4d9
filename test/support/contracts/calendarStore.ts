import { describe, expect, it } from 'vitest';
import { ulidIds } from '#adapters/ids.ts';
import type { CalendarFeed, CalendarStore, CalendarSubject } from '#operations/calendar/store.ts';
import type { ConfigurationStore } from '#operations/configuration/store.ts';
import { auditEntryOf, keptContact } from './keptConfiguration.ts';

/**
 * What every store of calendars must do.
 *
 * @param open gives a store and the configuration beside it; they may hold other things
 */
export function calendarStoreContract(
  open: () => { calendars: CalendarStore; configuration: ConfigurationStore },
): void {
  const entry = () => auditEntryOf('calendar');
  const start = async () => {
    const { calendars, configuration } = open();
    const subject: CalendarSubject = { type: 'contact', id: await keptContact(configuration) };
    const feedOf = (hash: string): CalendarFeed => ({
      subject,
      hash: `${hash}-of-${subject.id}`,
      createdAt: '2026-03-01T03:00:00.000Z',
    });
    const first = feedOf('first');
    expect(await calendars.put(first, undefined, entry())).toBe('written');
    return { calendars, subject, feedOf, first };
  };

  describe('a store of calendars', () => {
    it('finds a calendar by its hash and by its subject', async () => {
      const { calendars, subject, first } = await start();
      expect(await calendars.find(first.hash)).toEqual(first);
      expect(await calendars.ofSubject(subject)).toEqual(first);
      expect(await calendars.find('another')).toBeUndefined();
      expect(await calendars.ofSubject({ ...subject, type: 'schedule' })).toBeUndefined();
    });

    it('lets the newest hash open, and no earlier one', async () => {
      const { calendars, subject, feedOf, first } = await start();
      const second = feedOf('second');
      expect(await calendars.put(second, first, entry())).toBe('written');
      expect(await calendars.find(first.hash)).toBeUndefined();
      expect(await calendars.ofSubject(subject)).toEqual(second);
    });

    it('writes nothing over what has changed since it was read', async () => {
      const { calendars, subject, feedOf, first } = await start();
      expect(await calendars.put(feedOf('late'), undefined, entry())).toBe('conflict');
      await calendars.put(feedOf('second'), first, entry());
      expect(await calendars.put(feedOf('late'), first, entry())).toBe('conflict');
      expect(await calendars.find(feedOf('late').hash)).toBeUndefined();
      expect(await calendars.ofSubject(subject)).toEqual(feedOf('second'));
    });

    it('keeps none of a subject that does not exist', async () => {
      const { calendars } = open();
      const subject: CalendarSubject = { type: 'schedule', id: ulidIds.next('sch') };
      const feed = { subject, hash: `hash-of-${subject.id}`, createdAt: '2026-03-01T03:00:00.000Z' };
      expect(await calendars.put(feed, undefined, entry())).toBe('missing');
      expect(await calendars.find(feed.hash)).toBeUndefined();
    });

    it('revokes a calendar once', async () => {
      const { calendars, subject, first } = await start();
      expect(await calendars.remove(first, entry())).toBe(true);
      expect(await calendars.remove(first, entry())).toBe(false);
      expect(await calendars.find(first.hash)).toBeUndefined();
      expect(await calendars.ofSubject(subject)).toBeUndefined();
    });
  });
}
