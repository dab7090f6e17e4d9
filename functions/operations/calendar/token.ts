import { randomBytes } from 'node:crypto';

/** A new token of a calendar's address, with 256 random bits. What is kept of it is `hashOf`. */
export const newCalendarToken = (): string => randomBytes(32).toString('base64url');
