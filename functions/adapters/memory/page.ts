import type { Page } from '#operations/ports.ts';
import { foreignCursor } from '../foreignCursor.ts';

/**
 * A page of a list in memory. Its cursor is the name of the page's last item.
 *
 * @param nameOf an item's own name, by which the list is sorted
 */
export function pageFrom<Item>(
  all: Item[],
  nameOf: (item: Item) => string,
  limit: number,
  cursor: string | undefined,
): Page<Item> {
  const start = cursor === undefined ? 0 : all.findIndex((item) => nameOf(item) === cursor) + 1;
  if (cursor !== undefined && start === 0) {
    throw foreignCursor();
  }
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  return { items, nextCursor: last !== undefined && start + limit < all.length ? nameOf(last) : null };
}
