import { sameUlid } from '#domain/ids.ts';
import type { Actor } from '#domain/incident/schema.ts';
import { auditOf } from './audited.ts';
import type { Kind } from './kind.ts';
import type { ConfigurationPorts } from './ports.ts';
import { changedReferences } from './references.ts';
import { keyTaken, missingReference } from './refusals.ts';
import type { Bodies, ConfigurationChange, ConfigurationKind, ConfigurationRecord } from './store.ts';

/**
 * Creates a thing. Safe to repeat with the same `creationId`.
 *
 * @param creationId an id whose ULID the thing and its audit entry take
 * @param keys of an integration, written with it
 * @returns the thing, and whether it is one that an earlier run has created
 * @throws Refusal `validation-failed` where the body names what does not exist
 */
export async function create<Name extends ConfigurationKind, Thing>(
  kind: Kind<Name, Thing>,
  {
    body,
    creationId,
    actor,
    keys,
  }: { body: Bodies[Name]; creationId: string; actor: Actor } & Pick<ConfigurationChange<Name>, 'keys'>,
  { store, clock }: ConfigurationPorts,
): Promise<{ thing: Thing; repeated: boolean }> {
  const at = clock.now().toISOString();
  const id = sameUlid(kind.prefix, creationId);
  const after: ConfigurationRecord<Name> = { id, revision: 1, createdAt: at, updatedAt: at, body };
  const result = await store.write({
    kind: kind.name,
    before: null,
    after,
    ...changedReferences(kind, null, after),
    ...(keys ? { keys } : {}),
    audit: auditOf(kind, { id: sameUlid('aud', creationId), at, actor, action: 'created' }, null, after),
  });
  if (result.outcome === 'missing') throw missingReference(kind, body, result.reference);
  if (result.outcome === 'key-taken') throw keyTaken(kind.noun);
  if (result.outcome === 'exists') {
    const earlier = await store.get(kind.name, id);
    if (earlier) return { thing: kind.present(earlier), repeated: true };
  }
  if (result.outcome !== 'written') throw new Error(`Creating ${id} came to "${result.outcome}".`);
  return { thing: kind.present(after), repeated: false };
}
