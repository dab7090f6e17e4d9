import { beforeAll, describe, expect, it } from 'vitest';
import { ulidIds } from '#adapters/ids.ts';
import type { Override } from '#domain/schedule/schema.ts';
import type { ConfigurationStore } from '#operations/configuration/store.ts';
import type { OverrideStore } from '#operations/schedule/store.ts';
import { auditEntryOf, keptContact, keptSchedule } from './keptConfiguration.ts';

const day = (number: number) => `2026-03-${String(number).padStart(2, '0')}T00:00:00.000Z`;
const ids = (overrides: Override[]) => overrides.map(({ id }) => id);

/**
 * What every store of overrides must do.
 *
 * @param open gives a store and the configuration beside it; they may hold other things
 */
export function overrideStoreContract(
  open: () => { overrides: OverrideStore; configuration: ConfigurationStore },
): void {
  describe('a store of overrides', () => {
    let store: OverrideStore;
    let configuration: ConfigurationStore;
    let contactId: string;
    let scheduleId: string;

    beforeAll(async () => {
      ({ overrides: store, configuration } = open());
      contactId = await keptContact(configuration);
    });

    const newSchedule = async () => {
      scheduleId = await keptSchedule(configuration, contactId);
    };
    const overrideOf = (from: number, to: number, changes: Partial<Override> = {}): Override => ({
      id: ulidIds.next('ovr'),
      action: 'add',
      contactId,
      from: day(from),
      to: day(to),
      createdAt: day(1),
      ...changes,
    });
    const entry = () => auditEntryOf('schedule-override');
    const added = async (from: number, to: number) => {
      const override = overrideOf(from, to);
      expect(await store.add(scheduleId, override, entry())).toEqual({ outcome: 'written' });
      return override;
    };

    it('gives back those that are not over, in the order in which they were made', async () => {
      await newSchedule();
      const [late, over, early] = [await added(5, 9), await added(1, 3), await added(2, 4)];
      expect(await store.endingAfter(scheduleId, new Date(day(3)))).toEqual([late, early]);
      expect(await store.endingAfter(scheduleId, new Date(day(1)))).toEqual([late, over, early]);
      expect(await store.endingAfter(scheduleId, new Date(day(9)))).toEqual([]);
      await newSchedule();
      expect(await store.endingAfter(scheduleId, new Date(day(1)))).toEqual([]);
    });

    it('lists those of a span in the order in which they end, page by page', async () => {
      await newSchedule();
      const [third, first, second] = [await added(5, 9), await added(1, 3), await added(2, 4)];
      const list = async (span: { from: string; to?: string }, limit = 100) => {
        const listed: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await store.list(scheduleId, span, limit, cursor);
          listed.push(...ids(page.items));
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        return listed;
      };
      expect(await list({ from: day(1) })).toEqual(ids([first, second, third]));
      expect(await list({ from: day(1) }, 1)).toEqual(ids([first, second, third]));
      expect(await list({ from: day(3), to: day(5) })).toEqual(ids([second]));
      expect(await list({ from: day(3), to: day(6) }, 1)).toEqual(ids([second, third]));
    });

    it('refuses a cursor of another list', async () => {
      await newSchedule();
      await expect(store.list(scheduleId, { from: day(1) }, 10, 'none')).rejects.toMatchObject({
        code: 'validation-failed',
      });
    });

    it('writes an override once, however often it is asked', async () => {
      await newSchedule();
      const override = await added(1, 3);
      const again = { ...override, createdAt: day(2) };
      expect(await store.add(scheduleId, again, entry())).toEqual({ outcome: 'exists', override });
      expect(await store.endingAfter(scheduleId, new Date(day(1)))).toEqual([override]);
    });

    it('writes none of a schedule or of people that do not exist', async () => {
      await newSchedule();
      const nobody = ulidIds.next('ctc');
      const missing = (kind: string, id: string) => ({ outcome: 'missing', reference: { kind, id } });
      expect(await store.add(scheduleId, overrideOf(1, 2, { contactId: nobody }), entry())).toEqual(
        missing('contact', nobody),
      );
      const replacing = overrideOf(1, 2, { action: 'replace', replaces: nobody });
      expect(await store.add(scheduleId, replacing, entry())).toEqual(missing('contact', nobody));
      const nowhere = ulidIds.next('sch');
      expect(await store.add(nowhere, overrideOf(1, 2), entry())).toEqual(missing('schedule', nowhere));
      expect(await store.endingAfter(scheduleId, new Date(day(1)))).toEqual([]);
      expect(await store.endingAfter(nowhere, new Date(day(1)))).toEqual([]);
    });

    it('finds one by its id, and takes it away once', async () => {
      await newSchedule();
      const [override, other] = [await added(1, 3), await added(1, 3)];
      expect(await store.get(scheduleId, override.id)).toEqual(override);
      expect(await store.get(scheduleId, ulidIds.next('ovr'))).toBeUndefined();
      expect(await store.remove(scheduleId, override, entry())).toBe(true);
      expect(await store.remove(scheduleId, override, entry())).toBe(false);
      expect(await store.get(scheduleId, override.id)).toBeUndefined();
      expect(await store.endingAfter(scheduleId, new Date(day(1)))).toEqual([other]);
    });
  });
}
