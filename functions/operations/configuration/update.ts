import { isDeepStrictEqual } from 'node:util';
import type { AuditAction } from '#domain/audit/schema.ts';
import { etagOf, matches } from '#domain/etag.ts';
import type { Actor } from '#domain/incident/schema.ts';
import { auditOf } from './audited.ts';
import type { Kind } from './kind.ts';
import type { ConfigurationPorts } from './ports.ts';
import { changedReferences } from './references.ts';
import { changedMeanwhile, keyTaken, missingReference, namesItself, notFound } from './refusals.ts';
import type { Bodies, ConfigurationChange, ConfigurationKind, ConfigurationRecord } from './store.ts';

/** How often a change is decided again because another was faster. */
const MOST_ATTEMPTS = 8;

export interface Update<Name extends ConfigurationKind> {
  id: string;
  /** Undefined: the last writer wins. */
  ifMatch: string | undefined;
  actor: Actor;
  action?: AuditAction;
  /** Decides the new body from the present one; may run several times. */
  derive(before: ConfigurationRecord<Name>): Bodies[Name] | Promise<Bodies[Name]>;
  /** The integration keys to write with it. */
  keys?(
    after: ConfigurationRecord<Name>,
    before: ConfigurationRecord<Name>,
  ): ConfigurationChange<Name>['keys'];
}

/**
 * Changes a thing. A change that changes nothing writes nothing.
 *
 * @returns the thing as it is now and as it was
 * @throws Refusal `not-found`; `conflict` where it is not what `ifMatch` names; `validation-failed` where the new
 *   body names what does not exist
 */
export async function update<Name extends ConfigurationKind, Thing>(
  kind: Kind<Name, Thing>,
  { id, ifMatch, actor, action = 'updated', derive, keys }: Update<Name>,
  { store, clock, ids }: ConfigurationPorts,
): Promise<{ thing: Thing; before: ConfigurationRecord<Name>; after: ConfigurationRecord<Name> }> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const before = await store.get(kind.name, id);
    if (!before) throw notFound(kind.noun);
    if (!matches(ifMatch, etagOf(before.revision))) throw changedMeanwhile(kind.noun);
    const body = await derive(before);
    if (isDeepStrictEqual(body, before.body)) return { thing: kind.present(before), before, after: before };

    const itself = kind.references(body).find((reference) => reference.id === id);
    if (itself) throw namesItself(kind.noun, itself.path);
    const at = clock.now().toISOString();
    const after = { ...before, body, revision: before.revision + 1, updatedAt: at };
    const keyChange = keys?.(after, before);
    const result = await store.write({
      kind: kind.name,
      before,
      after,
      ...changedReferences(kind, before, after),
      ...(keyChange ? { keys: keyChange } : {}),
      audit: auditOf(kind, { id: ids.next('aud'), at, actor, action }, before, after),
    });
    if (result.outcome === 'written') return { thing: kind.present(after), before, after };
    if (result.outcome === 'missing') throw missingReference(kind, body, result.reference);
    if (result.outcome === 'key-taken') throw keyTaken(kind.noun);
  }
  throw changedMeanwhile(kind.noun);
}
