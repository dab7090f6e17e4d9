import * as z from 'zod';
import { id } from '#domain/schema.ts';
import { type Kind, kinds } from '../kinds.ts';
import type { Path } from './document.ts';

/** A part of a JSON Schema, as far as it is read here. */
export interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  const?: unknown;
  pattern?: string;
  [keyword: string]: unknown;
}

const asJson = (schema: z.ZodType): JsonSchema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return rest as JsonSchema;
};

/** Ids are known by their pattern, so that a new field that holds one needs no change here. */
const prefixes = new Map(kinds.map(({ prefix }) => [asJson(id(prefix)).pattern, prefix]));

/** The prefix of the ids that a part of a schema takes; undefined where it takes none. */
export const idPrefix = ({ pattern }: JsonSchema): string | undefined =>
  pattern === undefined ? undefined : prefixes.get(pattern);

/** What the API takes of a kind, without the key: in a file the map says it. */
export function inputSchema({ input }: Kind): JsonSchema {
  const { properties = {}, ...rest } = asJson(input);
  const { key: _key, ...others } = properties;
  return { ...rest, properties: others };
}

/**
 * Walks a value beside the schema that it should follow, as far as it does.
 *
 * @param visit is told each part of the schema that has a value, the value and its path
 */
export function walk(
  schema: JsonSchema,
  value: unknown,
  visit: (schema: JsonSchema, value: unknown, path: Path) => void,
  path: Path = [],
): void {
  for (const branch of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    if (mayBe(branch, value)) walk(branch, value, visit, path);
  }
  visit(schema, value, path);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(schema.items ?? {}, item, visit, [...path, index]);
  } else if (isObject(value)) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (name in value) walk(property, value[name], visit, [...path, name]);
    }
  }
}

/** Whether a value may be meant by one branch of a union: all that the branch fixes is as it says. */
function mayBe(branch: JsonSchema, value: unknown): boolean {
  const fixed = Object.entries(branch.properties ?? {}).filter(([, property]) => 'const' in property);
  return fixed.every(([name, property]) => isObject(value) && value[name] === property.const);
}

/** Whether a value is a map of names to values. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
