import { idPrefix, inputSchema, walk } from '../files/inputSchema.ts';
import type { Kind } from '../kinds.ts';

/** A thing's field that names another thing. */
export interface Link {
  field: string;
  /** Of the other thing. */
  to: string;
}

/**
 * What a thing names.
 *
 * @param fields as the API takes them
 */
export function linksOf(kind: Kind, fields: Record<string, unknown>): Link[] {
  const links: Link[] = [];
  walk(inputSchema(kind), fields, (schema, value, [field]) => {
    if (idPrefix(schema) !== undefined && typeof value === 'string')
      links.push({ field: String(field), to: value });
  });
  return links;
}

/** Whether a thing can be there without a field. */
export const isOptional = (kind: Kind, field: string): boolean =>
  kind.input.shape[field]?.safeParse(undefined).success === true;

/** What a field is where nobody gives it. */
export const defaultOf = (kind: Kind, field: string): unknown => kind.input.shape[field]?.parse(undefined);
