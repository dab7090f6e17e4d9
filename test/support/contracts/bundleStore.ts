import { beforeEach, describe, expect, it } from 'vitest';
import { ulidIds } from '#adapters/ids.ts';
import type { BundleKey, Bundles } from '#operations/paging/bundles.ts';

const NOW = new Date('2026-03-01T07:00:00.000Z');
const soon = '2026-03-01T07:00:05.000Z';
const before = '2026-03-01T06:59:59.000Z';

/** What every store of bundles must do. */
export function bundleStoreContract(open: () => Bundles): void {
  describe('a store of bundles', () => {
    let bundles: Bundles;
    let key: BundleKey;
    beforeEach(() => {
      bundles = open();
      key = { contactId: ulidIds.next('ctc'), channel: 'sms', dueAt: NOW.toISOString() };
    });
    const one = { incidentId: 'inc_1', until: soon };
    const other = { incidentId: 'inc_2', until: soon };

    it('knows who is ready, each once and with the latest time', async () => {
      await bundles.join(key, { ...one, until: before });
      await bundles.join(key, other);
      await bundles.join(key, one);
      expect((await bundles.members(key)).sort((a, b) => a.incidentId.localeCompare(b.incidentId))).toEqual([
        one,
        other,
      ]);
      expect(await bundles.members({ ...key, channel: 'email' })).toEqual([]);
    });

    it('lets one send, which may say so twice', async () => {
      const taken = await Promise.all([one, other, one, other].map((who) => bundles.take(key, who, NOW)));
      expect(taken.filter(Boolean)).toHaveLength(2);
    });

    it('lets another send when the time of the first is over', async () => {
      expect(await bundles.take(key, { ...one, until: before }, NOW)).toBe(true);
      expect(await bundles.take(key, other, NOW)).toBe(true);
      expect(await bundles.take(key, one, NOW)).toBe(false);
    });

    it('lets nobody send what has gone out, and tells what it was', async () => {
      expect(await bundles.sent(key)).toBeUndefined();
      await bundles.take(key, one, NOW);
      expect(await bundles.sent(key)).toBeUndefined();
      const sent = { messageId: 'message-1', incidentIds: ['inc_1', 'inc_2'] };
      await bundles.close(key, sent);
      expect(await bundles.sent(key)).toEqual(sent);
      expect(await bundles.take(key, one, NOW)).toBe(false);
      expect(await bundles.take(key, other, NOW)).toBe(false);
    });
  });
}
