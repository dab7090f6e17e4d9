import type { Page } from './ports.ts';

/**
 * Goes through the items of a list, and reads the next page only when it is needed.
 *
 * @param read reads the page behind a cursor; undefined: the first
 */
export async function* everyItem<Item>(
  read: (cursor: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
