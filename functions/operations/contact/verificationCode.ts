import { createHmac, randomBytes, randomInt } from 'node:crypto';

/** A new code of six digits. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** What makes the hash of a code another one than that of the same code sent to anybody else. */
export const newSalt = (): string => randomBytes(16).toString('base64url');

/**
 * What is kept of a code. A code is short, so its hash keeps it only from those who see the table by chance; what
 * protects it are its end and the few attempts.
 */
export const hashOfCode = (code: string, { contactId, salt }: { contactId: string; salt: string }): string =>
  createHmac('sha256', salt).update(`${contactId} ${code}`).digest('hex');
