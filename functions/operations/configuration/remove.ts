import { etagOf, matches } from '#domain/etag.ts';
import type { Actor } from '#domain/incident/schema.ts';
import { auditOf } from './audited.ts';
import type { Kind } from './kind.ts';
import type { ConfigurationPorts } from './ports.ts';
import { changedReferences } from './references.ts';
import { changedMeanwhile, inUse, notFound } from './refusals.ts';
import type { ConfigurationChange, ConfigurationKind, ConfigurationRecord } from './store.ts';

const MOST_ATTEMPTS = 8;

/**
 * Deletes a thing that nothing names.
 *
 * @param keys of an integration, deleted with it
 * @returns what it was
 * @throws Refusal `not-found`; `conflict` where it is not what `ifMatch` names; `in-use` with `by`
 */
export async function remove<Name extends ConfigurationKind>(
  kind: Kind<Name, unknown>,
  {
    id,
    ifMatch,
    actor,
    keys,
  }: {
    id: string;
    ifMatch: string | undefined;
    actor: Actor;
    keys?(before: ConfigurationRecord<Name>): ConfigurationChange<Name>['keys'];
  },
  { store, clock, ids }: ConfigurationPorts,
): Promise<ConfigurationRecord<Name>> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const before = await store.get(kind.name, id);
    if (!before) throw notFound(kind.noun);
    if (!matches(ifMatch, etagOf(before.revision))) throw changedMeanwhile(kind.noun);
    const at = clock.now().toISOString();
    const keyChange = keys?.(before);
    const result = await store.write({
      kind: kind.name,
      before,
      after: null,
      ...changedReferences(kind, before, null),
      ...(keyChange ? { keys: keyChange } : {}),
      audit: auditOf(kind, { id: ids.next('aud'), at, actor, action: 'deleted' }, before, null),
    });
    if (result.outcome === 'written') return before;
    if (result.outcome === 'in-use') throw await inUse(kind.noun, result.by, store);
  }
  throw changedMeanwhile(kind.noun);
}
