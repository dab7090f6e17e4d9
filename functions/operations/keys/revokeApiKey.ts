import type { Actor } from '#domain/incident/schema.ts';
import { Refusal } from '#domain/refusal.ts';
import type { KeyPorts } from './createApiKey.ts';
import { presentKey } from './presentKey.ts';

/**
 * Revokes an API key. It opens nothing any more once the gateway's memory of its last verdict is over. Safe to
 * repeat.
 *
 * @throws Refusal `not-found`
 */
export async function revokeApiKey(
  { id, actor }: { id: string; actor: Actor },
  { keys, clock, ids }: KeyPorts,
): Promise<void> {
  const record = await keys.get(id);
  if (!record) throw new Refusal('not-found', 'There is no API key with this id.');
  if (record.revokedAt !== null) return;
  const at = clock.now().toISOString();
  const before = presentKey(record);
  await keys.revoke(record, at, {
    id: ids.next('aud'),
    at,
    actor,
    action: 'revoked',
    target: { type: 'key', id, name: record.name },
    before,
    after: { ...before, revokedAt: at },
  });
}
