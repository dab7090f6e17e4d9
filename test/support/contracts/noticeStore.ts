import { describe, expect, it } from 'vitest';
import { ulidIds } from '#adapters/ids.ts';
import type { NoticeStore } from '#operations/notice/store.ts';

/** Far ahead, so that no table's TTL takes a notice away while it is tested. */
const EXPIRES_AT = Date.parse('2200-01-01T00:00:00Z') / 1000;

/** What every store of notices must do. */
export function noticeStoreContract(open: () => NoticeStore): void {
  const unique = () => ulidIds.next('test');
  const hold = (owner: string, from: number) => ({ owner, from, until: from + 30_000 });

  describe('a store of notices', () => {
    it('lets one of many send', async () => {
      const store = open();
      const name = unique();
      const claims = await Promise.all(
        ['a', 'b', 'c', 'd'].map((owner) => store.claim(name, hold(owner, 1000), EXPIRES_AT)),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await store.claim(unique(), hold('a', 1000), EXPIRES_AT)).toBe(true);
    });

    it('lets nobody send what has gone out, however late', async () => {
      const store = open();
      const name = unique();
      await store.claim(name, hold('a', 1000), EXPIRES_AT);
      await store.sent(name, '2026-03-01T03:00:00.000Z');
      expect(await store.claim(name, hold('b', 9_000_000), EXPIRES_AT)).toBe(false);
    });

    it('lets the next one send where the first has died, and not before its time is over', async () => {
      const store = open();
      const name = unique();
      await store.claim(name, hold('a', 1000), EXPIRES_AT);
      expect(await store.claim(name, hold('b', 30_999), EXPIRES_AT)).toBe(false);
      expect(await store.claim(name, hold('b', 31_000), EXPIRES_AT)).toBe(true);
    });

    it('lets the next one send at once where the first gives it back, and only the first can', async () => {
      const store = open();
      const name = unique();
      await store.claim(name, hold('a', 1000), EXPIRES_AT);
      await store.release(name, 'b');
      expect(await store.claim(name, hold('c', 1001), EXPIRES_AT)).toBe(false);
      await store.release(name, 'a');
      expect(await store.claim(name, hold('c', 1001), EXPIRES_AT)).toBe(true);
    });

    it('lets the same one send whose write landed while its reply was lost', async () => {
      const store = open();
      const name = unique();
      await store.claim(name, hold('a', 1000), EXPIRES_AT);
      expect(await store.claim(name, hold('a', 1000), EXPIRES_AT)).toBe(true);
    });
  });
}
