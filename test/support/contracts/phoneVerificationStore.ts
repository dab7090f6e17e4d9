import { describe, expect, it } from 'vitest';
import { ulidIds } from '#adapters/ids.ts';
import type { PhoneVerification } from '#domain/contact/phoneVerification.ts';
import type { PhoneVerificationStore } from '#operations/contact/phoneVerification.ts';

const AT = '2026-03-01T03:00:00.000Z';
const LATER = '2026-03-01T03:01:00.000Z';

const sent = (changes: Partial<PhoneVerification> = {}): PhoneVerification => ({
  contactId: ulidIds.next('ctc'),
  phone: '+4915112345678',
  salt: 'one',
  hash: 'hash',
  sentAt: AT,
  validUntil: '2200-01-01T00:00:00.000Z',
  attempts: 0,
  ...changes,
});

/** What every store of codes for phones must do. */
export function phoneVerificationStoreContract(open: () => PhoneVerificationStore): void {
  describe('a store of codes for phones', () => {
    it('counts each attempt, also those at once, and gives no more than there are', async () => {
      const store = open();
      const code = sent();
      expect(await store.begin(code, AT)).toBeUndefined();
      expect(await store.attempt(code.contactId, 5)).toEqual({ ...code, attempts: 1 });
      const others = await Promise.all(Array.from({ length: 9 }, () => store.attempt(code.contactId, 5)));
      expect(others.flatMap((one) => one?.attempts ?? []).sort()).toEqual([2, 3, 4, 5]);
    });

    it('has nothing to try where nothing was sent', async () => {
      expect(await open().attempt(ulidIds.next('ctc'), 5)).toBeUndefined();
    });

    it('keeps a young code and gives an older one up, with its attempts', async () => {
      const store = open();
      const code = sent();
      const next = { ...code, salt: 'two', sentAt: LATER };
      await store.begin(code, AT);
      await store.attempt(code.contactId, 5);
      expect(await store.begin(next, '2026-03-01T02:59:59.999Z')).toEqual({ sentAt: AT });
      expect(await store.begin(next, AT)).toBeUndefined();
      expect(await store.attempt(code.contactId, 5)).toEqual({ ...next, attempts: 1 });
    });

    it('takes the same code again, whose write landed while its reply was lost', async () => {
      const store = open();
      const code = sent();
      await store.begin(code, AT);
      expect(await store.begin(code, '2026-03-01T02:59:00.000Z')).toBeUndefined();
    });

    it('forgets a code that is withdrawn, and never one that took its place', async () => {
      const store = open();
      const code = sent();
      await store.begin(code, AT);
      await store.withdraw({ ...code, salt: 'earlier' });
      expect(await store.attempt(code.contactId, 5)).toBeDefined();
      await store.withdraw(code);
      expect(await store.attempt(code.contactId, 5)).toBeUndefined();
    });
  });
}
