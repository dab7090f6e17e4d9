import * as z from 'zod';

/** How every list is asked for (contract section 2). */
export const listQuery = z.strictObject({
  limit: z.coerce.number<string>().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(2000).optional().meta({ description: 'The `nextCursor` of the page before' }),
});

/**
 * The schema of one page of a list.
 *
 * @param item the schema of what the list holds
 */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Null on the last page' }),
  });
