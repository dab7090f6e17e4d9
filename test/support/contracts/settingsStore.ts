import { describe, expect, it } from 'vitest';
import { ulidIds } from '#adapters/ids.ts';
import type { AuditEntry } from '#domain/audit/schema.ts';
import { etagOf, revisionOf } from '#domain/etag.ts';
import type { Settings } from '#domain/organisation/schema.ts';
import type { SettingsStore } from '#operations/settings/store.ts';

const AT = '2026-03-01T03:00:00.000Z';

const audit = (): AuditEntry => ({
  id: ulidIds.next('aud'),
  at: AT,
  actor: { type: 'system', id: null, name: 'test' },
  action: 'updated',
  target: { type: 'settings', id: 'settings', name: 'Settings' },
  before: null,
  after: null,
});

/**
 * What every store of settings must do.
 *
 * @param open gives a store, in which somebody may have changed the settings before
 */
export function settingsStoreContract(open: () => SettingsStore): void {
  const changed = (before: Settings, quietPeriod: string): Settings => ({
    ...before,
    quietPeriod,
    updatedAt: AT,
    etag: etagOf(revisionOf(before.etag) + 1),
  });

  describe('a store of settings', () => {
    it('gives back what was written', async () => {
      const store = open();
      const before = await store.get();
      const after = changed(before, 'PT7M');
      expect(await store.write(before, after, audit())).toBe('written');
      expect(await store.get()).toEqual(after);
    });

    it('writes nothing over what has changed since it was read', async () => {
      const store = open();
      const before = await store.get();
      const after = changed(before, 'PT8M');
      await store.write(before, after, audit());
      expect(await store.write(before, changed(before, 'PT9M'), audit())).toBe('conflict');
      expect(await store.get()).toEqual(after);
      expect(await store.write(after, changed(after, 'PT9M'), audit())).toBe('written');
    });
  });
}
