import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { editorSchema } from '#apply/editorSchema.ts';
import type { JsonSchema } from '#apply/files/inputSchema.ts';

const committed = async (): Promise<JsonSchema> =>
  JSON.parse(await readFile('apply/muster.schema.json', 'utf8'));

const thingIn = (schema: JsonSchema, section: string) =>
  schema.properties?.[section]?.additionalProperties as JsonSchema;

describe('the schema for editors', () => {
  it('is what the API takes today; after a change of it: npm run apply -- --write-schema', async () => {
    expect(await committed()).toEqual(JSON.parse(JSON.stringify(editorSchema())));
  });

  it('has keys where the API has ids, and no key of its own in a thing', async () => {
    const text = JSON.stringify(await committed());
    expect(text).not.toMatch(/and a ULID|_\[0-9A-HJKMNP-TV-Z\]/);
    const service = thingIn(await committed(), 'services');
    expect(service.properties?.key).toBeUndefined();
    expect(service.properties?.teamId?.anyOf?.[0]).toEqual({
      type: 'string',
      description: 'The key of a team',
    });
  });
});
