import { idPrefix, inputSchema, type JsonSchema } from './files/inputSchema.ts';
import { type Kind, kindOf, kinds } from './kinds.ts';

const NAME = '^[a-z0-9][a-z0-9-]{0,39}$';
const THING = '^[a-z0-9][a-z0-9-]{0,79}$';

/** The JSON Schema of a file, for editors: what the API takes, with keys in the place of ids. */
export function editorSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: "Muster's configuration as code",
    type: 'object',
    properties: {
      name: {
        type: 'string',
        pattern: NAME,
        description:
          'Of this file, or of all files of its folder. The keys of what it declares begin with it.',
      },
      ...Object.fromEntries(kinds.map((kind) => [kind.section, section(kind)])),
    },
    additionalProperties: false,
  };
}

const section = (kind: Kind): JsonSchema => ({
  type: ['object', 'null'],
  propertyNames: { pattern: THING },
  additionalProperties: withKeys(inputSchema(kind)) as JsonSchema,
});

/** A part of a schema in which keys stand for ids. */
function withKeys(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withKeys);
  if (typeof part !== 'object' || part === null) return part;
  const kind = kindOf(idPrefix(part as JsonSchema) ?? '');
  if (kind) return { type: 'string', description: `The key of a ${kind.noun}` };
  return Object.fromEntries(Object.entries(part).map(([keyword, value]) => [keyword, withKeys(value)]));
}
