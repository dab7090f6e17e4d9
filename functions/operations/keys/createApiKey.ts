import type { ApiKeyWithSecret, Scope } from '#domain/access/schema.ts';
import { durationMilliseconds } from '#domain/duration.ts';
import { sameUlid } from '#domain/ids.ts';
import type { Actor } from '#domain/incident/schema.ts';
import type { Clock, Ids } from '../ports.ts';
import { presentKey } from './presentKey.ts';
import { hashOf, newApiKey } from './secret.ts';
import type { KeyStore } from './store.ts';

export interface KeyPorts {
  keys: KeyStore;
  clock: Clock;
  ids: Ids;
}

export interface NewApiKey {
  name: string;
  scopes: Scope[];
  /** ISO 8601 duration; null: good until it is revoked. */
  expires?: string | null;
  actor: Actor;
  /** Where the request may be repeated: an id whose ULID the key's id takes. */
  creationId?: string;
}

/**
 * Makes an API key. Only its hash is kept, so the answer is the only place where the key is ever seen.
 * Repeated with the same `creationId`, it gives another key in the place of the one that nobody has seen.
 */
export async function createApiKey(
  { name, scopes, expires = null, actor, creationId }: NewApiKey,
  { keys, clock, ids }: KeyPorts,
): Promise<ApiKeyWithSecret> {
  const now = clock.now();
  const request = creationId ?? ids.next('req');
  const key = newApiKey();
  const record = {
    id: sameUlid('key', request),
    name,
    scopes: [...new Set(scopes)],
    createdAt: now.toISOString(),
    expiresAt:
      expires === null ? null : new Date(now.getTime() + durationMilliseconds(expires)).toISOString(),
    revokedAt: null,
    lastUsedAt: null,
    hash: hashOf(key),
  };
  const after = presentKey(record);
  await keys.put(record, {
    id: sameUlid('aud', request),
    at: record.createdAt,
    actor,
    action: 'created',
    target: { type: 'key', id: record.id, name },
    before: null,
    after,
  });
  return { ...after, key };
}
