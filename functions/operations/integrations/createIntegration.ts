import { sameUlid } from '#domain/ids.ts';
import type { Actor } from '#domain/incident/schema.ts';
import type { IntegrationInput, IntegrationWithKey } from '#domain/integration/schema.ts';
import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';
import { create } from '../configuration/create.ts';
import { readyService } from '../configuration/defaultService.ts';
import { integrationKind } from '../configuration/kinds.ts';
import type { ConfigurationPorts } from '../configuration/ports.ts';
import { hashOf, newIntegrationKey } from '../keys/secret.ts';
import { addressOf } from './address.ts';
import { renewKey } from './renewKey.ts';

export interface IntegrationPorts extends ConfigurationPorts {
  publicUrl: string;
}

/**
 * Makes an integration and its key, which is shown this once. Repeated with the same `creationId`, it gives another
 * key in the place of the one that nobody has seen.
 *
 * @throws Refusal `validation-failed` where there is no such service
 */
export async function createIntegration(
  { input, creationId, actor }: { input: IntegrationInput; creationId: string; actor: Actor },
  ports: IntegrationPorts,
): Promise<IntegrationWithKey> {
  const { name, kind } = input;
  const serviceId = input.serviceId ?? DEFAULT_SERVICE_ID;
  await readyService(serviceId, ports);
  const id = sameUlid(integrationKind.prefix, creationId);
  const key = newIntegrationKey();
  const hash = hashOf(key);
  const { thing, repeated } = await create(
    integrationKind,
    {
      body: { name, kind, serviceId, keyHash: hash, previousKeys: [] },
      creationId,
      actor,
      keys: { set: [{ hash, integrationId: id, name, kind, serviceId, validUntil: null }], removed: [] },
    },
    ports,
  );
  if (repeated) return await renewKey({ id, actor, keepPrevious: false }, ports);
  return { ...thing, key, url: addressOf(kind, key, ports.publicUrl) };
}
