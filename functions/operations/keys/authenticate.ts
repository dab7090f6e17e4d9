import type { Sender } from '../intake/ports.ts';
import type { Clock, Log } from '../ports.ts';
import { hashOf, looksLikeApiKey, looksLikeIntegrationKey, sameHash } from './secret.ts';
import type { ApiKeyRecord, KeyStore } from './store.ts';

/** `lastUsedAt` is exact to this much: a write for each request would cost more than it tells. */
const NOTED_EVERY_MS = 60_000;

/** Whose key it is. */
export type Verdict =
  | { outcome: 'unknown' }
  | { outcome: 'expired' }
  | { outcome: 'key'; key: ApiKeyRecord }
  | { outcome: 'integration'; integration: Sender };

export interface AuthenticatePorts {
  keys: Pick<KeyStore, 'findByHash' | 'touch'>;
  findSender(key: string): Promise<Sender | undefined>;
  clock: Clock;
  log: Log;
}

/**
 * Finds whose key an `Authorization` header carries: an API key's owner or, for `POST /v1/alerts`, an integration.
 *
 * @param header for example `Bearer mk_…`; anything else is nobody's
 */
export async function authenticate(header: string | undefined, ports: AuthenticatePorts): Promise<Verdict> {
  const token = /^Bearer +(\S+)$/i.exec(header?.trim() ?? '')?.[1] ?? '';
  if (looksLikeApiKey(token)) return await authenticateApiKey(token, ports);
  if (!looksLikeIntegrationKey(token)) return { outcome: 'unknown' };
  const integration = await ports.findSender(token);
  return integration ? { outcome: 'integration', integration } : { outcome: 'unknown' };
}

async function authenticateApiKey(token: string, { keys, clock, log }: AuthenticatePorts): Promise<Verdict> {
  const hash = hashOf(token);
  const key = await keys.findByHash(hash);
  if (!key || !sameHash(key.hash, hash) || key.revokedAt !== null) return { outcome: 'unknown' };
  const now = clock.now();
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now.getTime()) return { outcome: 'expired' };
  if (key.lastUsedAt === null || now.getTime() - Date.parse(key.lastUsedAt) >= NOTED_EVERY_MS) {
    try {
      await keys.touch(hash, now.toISOString());
    } catch (error) {
      log.error('It could not be noted when an API key was last used. The key works all the same.', {
        keyId: key.id,
        error,
      });
    }
  }
  return { outcome: 'key', key };
}
