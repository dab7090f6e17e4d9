import type { Actor } from '#domain/incident/schema.ts';
import type { IntegrationWithKey } from '#domain/integration/schema.ts';
import { integrationKind } from '../configuration/kinds.ts';
import type { Bodies } from '../configuration/store.ts';
import { update } from '../configuration/update.ts';
import { hashOf, newIntegrationKey } from '../keys/secret.ts';
import { addressOf } from './address.ts';
import type { IntegrationPorts } from './createIntegration.ts';
import { keyChangeOf } from './keyRecords.ts';

const PREVIOUS_VALID_MS = 24 * 3600 * 1000;
/** Who rotates more often in a day has a reason to end the oldest. */
const MOST_PREVIOUS = 10;

/**
 * Gives an integration a new key, which is shown this once. The one before works for 24 hours more, so that a tool
 * can be changed over without losing an alert, even where the answer to a rotation was lost.
 *
 * @throws Refusal `not-found`
 */
export async function rotateIntegrationKey(
  request: { id: string; actor: Actor },
  ports: IntegrationPorts,
): Promise<IntegrationWithKey> {
  return await renewKey({ ...request, keepPrevious: true }, ports);
}

/**
 * Gives an integration a new key.
 *
 * @param request with `keepPrevious` false the one before ends now
 * @throws Refusal `not-found`
 */
export async function renewKey(
  { id, actor, keepPrevious }: { id: string; actor: Actor; keepPrevious: boolean },
  ports: IntegrationPorts,
): Promise<IntegrationWithKey> {
  const key = newIntegrationKey();
  const { thing } = await update(
    integrationKind,
    {
      id,
      ifMatch: undefined,
      actor,
      action: 'rotated',
      derive: ({ body }) => ({
        ...body,
        keyHash: hashOf(key),
        previousKeys: keepPrevious ? previousKeys(body, ports.clock.now()) : body.previousKeys,
      }),
      keys: keyChangeOf,
    },
    ports,
  );
  return { ...thing, key, url: addressOf(thing.kind, key, ports.publicUrl) };
}

function previousKeys({ keyHash, previousKeys }: Bodies['integration'], now: Date) {
  const validUntil = new Date(now.getTime() + PREVIOUS_VALID_MS).toISOString();
  const valid = previousKeys.filter((previous) => Date.parse(previous.validUntil) > now.getTime());
  return [...valid, { hash: keyHash, validUntil }].slice(-MOST_PREVIOUS);
}
