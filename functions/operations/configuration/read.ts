import { everyItem } from '../everyItem.ts';
import type { Page } from '../ports.ts';
import type { Kind } from './kind.ts';
import { notFound } from './refusals.ts';
import type { ConfigurationKind, ConfigurationStore } from './store.ts';

/**
 * Reads one thing.
 *
 * @throws Refusal `not-found`
 */
export async function read<Name extends ConfigurationKind, Thing>(
  kind: Kind<Name, Thing>,
  id: string,
  store: ConfigurationStore,
): Promise<Thing> {
  const record = await store.get(kind.name, id);
  if (!record) throw notFound(kind.noun);
  return kind.present(record);
}

/**
 * Reads a page of all things of a kind, oldest first.
 *
 * @throws Refusal `validation-failed` for a cursor of another list
 */
export async function list<Name extends ConfigurationKind, Thing>(
  kind: Kind<Name, Thing>,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  store: ConfigurationStore,
): Promise<Page<Thing>> {
  const page = await store.list(kind.name, limit, cursor);
  return { items: page.items.map((record) => kind.present(record)), nextCursor: page.nextCursor };
}

/** Reads all things of a kind, oldest first. */
export async function allOf<Name extends ConfigurationKind, Thing>(
  kind: Kind<Name, Thing>,
  store: ConfigurationStore,
): Promise<Thing[]> {
  const things: Thing[] = [];
  for await (const record of everyItem((cursor) => store.list(kind.name, 100, cursor))) {
    things.push(kind.present(record));
  }
  return things;
}
