import { invalidField, Refusal } from '#domain/refusal.ts';
import type { Kind } from './kind.ts';
import { pathOf } from './references.ts';
import type { Bodies, ConfigurationKind, ConfigurationStore, Reference } from './store.ts';

/** How many of those that use a thing are named. */
const MOST_NAMED = 20;

export const notFound = (noun: string): Refusal =>
  new Refusal('not-found', `There is no ${noun} with this id. Perhaps it has been deleted.`);

export const changedMeanwhile = (noun: string): Refusal =>
  new Refusal('conflict', `The ${noun} has changed since you read it. Read it again and repeat your change.`);

/** The refusal of a body that names something which does not exist. */
export function missingReference<Name extends ConfigurationKind>(
  kind: Kind<Name, unknown>,
  body: Bodies[Name],
  reference: Reference,
): Refusal {
  const path = pathOf(kind, body, reference);
  return invalidField(path, `There is no ${reference.kind} ${reference.id}.`);
}

/** The refusal to delete what others name, with who they are. */
export async function inUse(noun: string, by: Reference[], store: ConfigurationStore): Promise<Refusal> {
  const named = await Promise.all(by.slice(0, MOST_NAMED).map((reference) => withName(reference, store)));
  const names = named.map(({ type, name }) => `${type} "${name}"`).join(', ');
  return new Refusal('in-use', `The ${noun} is used by ${names}. Change those first, then delete it.`, {
    by: named,
  });
}

async function withName({ kind, id }: Reference, store: ConfigurationStore) {
  const record = await store.get(kind, id);
  return { type: kind, id, name: record?.body.name ?? id };
}

/** The refusal of a key that another thing of the kind has. */
export function keyTaken(noun: string): Refusal {
  const message = `Another ${noun} has this key.`;
  return new Refusal('validation-failed', `"key": ${message} Choose another one, or change that ${noun}.`, {
    errors: [{ path: 'key', message }],
  });
}

/** The refusal of a body that names the thing itself. */
export function namesItself(noun: string, path: string): Refusal {
  return invalidField(path, `A ${noun} can not name itself.`);
}
