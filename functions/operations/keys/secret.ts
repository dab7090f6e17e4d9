import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new API key, with 256 random bits. */
export const newApiKey = (): string => `mk_${randomBytes(32).toString('base64url')}`;

/** A new integration key, with 128 random bits in the shape of PagerDuty's routing keys. */
export const newIntegrationKey = (): string => randomBytes(16).toString('hex');

export const looksLikeApiKey = (text: string): boolean => /^mk_[A-Za-z0-9_-]{43}$/.test(text);

export const looksLikeIntegrationKey = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

/**
 * What is kept of a key: its SHA-256, in hex. A key is random and long, so a hash that is slow to compute would
 * protect it no better.
 */
export const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Whether two hashes are the same, in a time that does not tell where they differ. */
export const sameHash = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
