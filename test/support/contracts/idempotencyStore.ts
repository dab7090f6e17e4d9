import { describe, expect, it } from 'vitest';
import type { IdempotencyStore } from '#operations/idempotency/store.ts';

/**
 * What every idempotency store must do.
 *
 * @param open gives a store; it may hold requests of other names
 */
export function idempotencyStoreContract(open: () => IdempotencyStore): void {
  let count = 0;
  const start = () => {
    count += 1;
    const unique = `${Date.now()}-${count}-${Math.random()}`;
    return { store: open(), name: { keyId: 'key_1', operationId: 'createContact', idempotencyKey: unique } };
  };
  const expiresAt = Math.floor(Date.now() / 1000) + 24 * 3600;
  const first = { fingerprint: 'f1', creationId: 'req_1', owner: 'run_1', leaseUntil: 1000 };
  const second = { fingerprint: 'f2', creationId: 'req_2', owner: 'run_2', leaseUntil: 2000 };

  describe('an idempotency store', () => {
    it('gives a claim to the first that asks, and shows it to the next', async () => {
      const { store, name } = start();
      expect(await store.claim(name, first, expiresAt)).toEqual(first);
      expect(await store.claim(name, second, expiresAt)).toEqual(first);
    });

    it('gives one of many that ask at once the claim', async () => {
      const { store, name } = start();
      const owners = ['a', 'b', 'c', 'd', 'e', 'f'];
      const claims = await Promise.all(
        owners.map((owner) => store.claim(name, { ...first, owner }, expiresAt)),
      );
      expect(new Set(claims.map((claim) => claim.owner)).size).toBe(1);
    });

    it('keeps requests of other callers and operations apart', async () => {
      const { store, name } = start();
      await store.claim(name, first, expiresAt);
      expect(await store.claim({ ...name, keyId: 'key_2' }, second, expiresAt)).toEqual(second);
      expect(await store.claim({ ...name, operationId: 'createKey' }, second, expiresAt)).toEqual(second);
    });

    it('keeps the answer of the owner and of nobody else', async () => {
      const { store, name } = start();
      await store.claim(name, first, expiresAt);
      await store.answer(name, 'run_2', 'wrong');
      expect(await store.claim(name, second, expiresAt)).toEqual(first);
      await store.answer(name, 'run_1', 'right');
      expect(await store.claim(name, second, expiresAt)).toEqual({ ...first, answer: 'right' });
    });

    it('is taken over by one only', async () => {
      const { store, name } = start();
      await store.claim(name, first, expiresAt);
      expect(await store.takeOver(name, first, second)).toBe(true);
      expect(await store.takeOver(name, first, { owner: 'run_3', leaseUntil: 3000 })).toBe(false);
      expect(await store.claim(name, first, expiresAt)).toEqual({
        ...first,
        owner: 'run_2',
        leaseUntil: 2000,
      });
    });

    it('ends the lease of a run that failed', async () => {
      const { store, name } = start();
      await store.claim(name, first, expiresAt);
      await store.release(name, 'run_2');
      expect(await store.claim(name, second, expiresAt)).toEqual(first);
      await store.release(name, 'run_1');
      expect(await store.claim(name, second, expiresAt)).toEqual({ ...first, leaseUntil: 0 });
    });

    it('forgets what its owner says was not done', async () => {
      const { store, name } = start();
      await store.claim(name, first, expiresAt);
      await store.forget(name, 'run_2');
      expect(await store.claim(name, second, expiresAt)).toEqual(first);
      await store.forget(name, 'run_1');
      expect(await store.claim(name, second, expiresAt)).toEqual(second);
    });
  });
}
