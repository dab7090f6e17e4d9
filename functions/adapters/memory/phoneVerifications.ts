import type { PhoneVerification } from '#domain/contact/phoneVerification.ts';
import type { PhoneVerificationStore } from '#operations/contact/phoneVerification.ts';

/** Codes for phones in memory, for tests. */
export function memoryPhoneVerifications(): PhoneVerificationStore {
  const kept = new Map<string, PhoneVerification>();
  return {
    begin: async (verification, sentBefore) => {
      const earlier = kept.get(verification.contactId);
      if (earlier && earlier.sentAt > sentBefore && earlier.salt !== verification.salt) {
        return { sentAt: earlier.sentAt };
      }
      kept.set(verification.contactId, { ...verification });
      return undefined;
    },
    attempt: async (contactId, mostAttempts) => {
      const verification = kept.get(contactId);
      if (!verification || verification.attempts >= mostAttempts) return undefined;
      verification.attempts += 1;
      return { ...verification };
    },
    withdraw: async ({ contactId, salt }) => {
      if (kept.get(contactId)?.salt === salt) kept.delete(contactId);
    },
  };
}
