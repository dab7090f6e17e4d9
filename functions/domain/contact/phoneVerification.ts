const MINUTE_MS = 60_000;

/** How long a code counts: time to look for the phone, and too short to pass it on. */
export const CODE_VALID_MS = 10 * MINUTE_MS;

/** How often codes of one contact may follow each other, so that nobody's phone can be flooded. */
export const NEXT_CODE_AFTER_MS = MINUTE_MS;

/** How often a code may be given back: one guess in 200,000 comes true (NIST SP 800-63B section 3.2.2 allows 100). */
export const MOST_ATTEMPTS = 5;

/** A code that was sent to a number, as it is kept: without the code. */
export interface PhoneVerification {
  contactId: string;
  phone: string;
  salt: string;
  /** Of contact, salt and code. */
  hash: string;
  sentAt: string;
  validUntil: string;
  /** How often somebody has tried. */
  attempts: number;
}

/** The SMS that brings a code. */
export const codeText = (code: string): string =>
  `Muster: ${code} is your code to confirm this number. It counts for 10 minutes. You did not ask for it? Then ignore this message.`;

/**
 * A number as an answer shows it, so that its owner knows it again and nobody else learns it.
 *
 * @param phone E.164
 */
export const maskPhone = (phone: string): string =>
  phone.slice(0, 3) + '*'.repeat(Math.max(phone.length - 5, 0)) + phone.slice(-2);
