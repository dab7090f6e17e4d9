import type { ConfigurationStore } from '../configuration/store.ts';
import type { FindSender } from '../intake/ports.ts';
import { hashOf, looksLikeIntegrationKey, sameHash } from '../keys/secret.ts';
import type { Clock } from '../ports.ts';

/**
 * Makes the function that finds the integration of a key, in one read.
 *
 * @param ports the store in which integration keys are kept, and the time
 */
export function findSender({
  store,
  clock,
}: {
  store: Pick<ConfigurationStore, 'findIntegrationKey'>;
  clock: Clock;
}): FindSender {
  return async (key) => {
    if (!looksLikeIntegrationKey(key)) return undefined;
    const hash = hashOf(key);
    const record = await store.findIntegrationKey(hash);
    if (!record || !sameHash(record.hash, hash)) return undefined;
    if (record.validUntil !== null && Date.parse(record.validUntil) <= clock.now().getTime())
      return undefined;
    return { id: record.integrationId, name: record.name, serviceId: record.serviceId };
  };
}
