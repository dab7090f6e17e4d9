import type { ApiKey } from '#domain/access/schema.ts';
import type { ApiKeyRecord } from './store.ts';

/** A key as outsiders see it: nothing by which it could be found or forged. */
export function presentKey({ hash: _hash, ...shown }: ApiKeyRecord): ApiKey {
  return shown;
}
