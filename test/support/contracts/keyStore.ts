import { describe, expect, it } from 'vitest';
import { ulidIds } from '#adapters/ids.ts';
import type { AuditEntry } from '#domain/audit/schema.ts';
import type { ApiKeyRecord, KeyStore } from '#operations/keys/store.ts';

const AT = '2026-03-01T03:00:00.000Z';

const auditOf = ({ id, name }: ApiKeyRecord): AuditEntry => ({
  id: ulidIds.next('aud'),
  at: AT,
  actor: { type: 'system', id: null, name: 'test' },
  action: 'created',
  target: { type: 'key', id, name },
  before: null,
  after: null,
});

/**
 * What every store of API keys must do.
 *
 * @param open gives a store; it may hold other keys
 */
export function keyStoreContract(open: () => KeyStore): void {
  const start = async () => {
    const keys = open();
    const id = ulidIds.next('key');
    const record: ApiKeyRecord = {
      id,
      name: 'deploy',
      scopes: ['read', 'respond'],
      createdAt: AT,
      expiresAt: '2026-06-01T00:00:00.000Z',
      revokedAt: null,
      lastUsedAt: null,
      hash: `hash-of-${id}`,
    };
    await keys.put(record, auditOf(record));
    return { keys, record };
  };

  describe('a store of API keys', () => {
    it('finds a key by its hash and by its id', async () => {
      const { keys, record } = await start();
      expect(await keys.findByHash(record.hash)).toEqual(record);
      expect(await keys.get(record.id)).toEqual(record);
      expect(await keys.findByHash('another')).toBeUndefined();
      expect(await keys.get(ulidIds.next('key'))).toBeUndefined();
    });

    it('lets the newest hash of a key open, and no earlier one', async () => {
      const { keys, record } = await start();
      const again = { ...record, hash: `${record.hash}-2` };
      await keys.put(again, auditOf(again));
      expect(await keys.findByHash(record.hash)).toBeUndefined();
      expect(await keys.get(record.id)).toEqual(again);
    });

    it('notes when a key was used, and makes none by that', async () => {
      const { keys, record } = await start();
      await keys.touch(record.hash, '2026-03-02T00:00:00.000Z');
      expect((await keys.get(record.id))?.lastUsedAt).toBe('2026-03-02T00:00:00.000Z');
      await keys.touch('another', AT);
      expect(await keys.findByHash('another')).toBeUndefined();
    });

    it('revokes a key once', async () => {
      const { keys, record } = await start();
      expect(await keys.revoke(record, AT, auditOf(record))).toBe(true);
      expect((await keys.findByHash(record.hash))?.revokedAt).toBe(AT);
      expect(await keys.revoke(record, '2026-04-01T00:00:00.000Z', auditOf(record))).toBe(false);
      expect((await keys.get(record.id))?.revokedAt).toBe(AT);
    });

    it('lists each key once, page by page', async () => {
      const { keys, record } = await start();
      const second = { ...record, id: ulidIds.next('key'), hash: `${record.hash}-b` };
      await keys.put(second, auditOf(second));
      const listed: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await keys.list(1, cursor);
        listed.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(listed).toEqual([...new Set(listed)].sort());
      expect(listed).toEqual(expect.arrayContaining([record.id, second.id]));
    });
  });
}
