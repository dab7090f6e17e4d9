import type { Kind, PlacedReference } from './kind.ts';
import type { Bodies, ConfigurationKind, ConfigurationRecord, Reference } from './store.ts';

/** What a change makes a thing name that it did not, and no longer name that it did; each thing once. */
export function changedReferences<Name extends ConfigurationKind>(
  kind: Kind<Name, unknown>,
  before: ConfigurationRecord<Name> | null,
  after: ConfigurationRecord<Name> | null,
): { gained: Reference[]; lost: Reference[] } {
  const named = (record: ConfigurationRecord<Name> | null) =>
    distinct(record ? kind.references(record.body) : []);
  const [old, now] = [named(before), named(after)];
  const without = (those: Map<string, Reference>, others: Map<string, Reference>) =>
    [...those].filter(([spelled]) => !others.has(spelled)).map(([, reference]) => reference);
  return { gained: without(now, old), lost: without(old, now) };
}

/** Where in a request a reference stands. */
export function pathOf<Name extends ConfigurationKind>(
  kind: Kind<Name, unknown>,
  body: Bodies[Name],
  reference: Reference,
): string {
  return kind.references(body).find(({ id }) => id === reference.id)?.path ?? '';
}

const distinct = (references: PlacedReference[]): Map<string, Reference> =>
  new Map(references.map(({ kind, id }) => [`${kind}:${id}`, { kind, id }]));
