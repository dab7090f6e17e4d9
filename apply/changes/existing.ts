import * as z from 'zod';
import type { Api } from '#local/api.ts';
import { Failure } from '#local/failure.ts';
import { type Kind, kinds } from '../kinds.ts';

/** A thing that Muster has. */
export interface Existing {
  kind: Kind;
  id: string;
  /** Null: it is kept by hand. */
  key: string | null;
  name: string;
  etag: string;
  /** As the API takes them. */
  fields: Record<string, unknown>;
}

const page = z.object({
  items: z.array(
    z.looseObject({ id: z.string(), key: z.string().nullable(), name: z.string(), etag: z.string() }),
  ),
  nextCursor: z.string().nullable(),
});

/**
 * Everything that Muster has of the kinds that files declare.
 *
 * @throws Failure where Muster does not tell
 */
export async function readExisting(api: Api): Promise<Existing[]> {
  const lists = await Promise.all(kinds.map((kind) => list(api, kind)));
  return lists.flat();
}

async function list(api: Api, kind: Kind): Promise<Existing[]> {
  const found: Existing[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: '100', ...(cursor === null ? {} : { cursor }) });
    const answer = page.safeParse(await api.send('GET', `${kind.path}?${query}`));
    if (!answer.success) {
      throw new Failure(
        `Muster lists ${kind.path} in another way than this version of npm run apply knows. Use the version that is deployed there.`,
      );
    }
    for (const item of answer.data.items) {
      const { id, key, name, etag } = item;
      found.push({ kind, id, key, name, etag, fields: fieldsOf(kind, item) });
    }
    cursor = answer.data.nextCursor;
  } while (cursor !== null);
  return found;
}

/** The fields that the API takes, spelled as this version spells them: what was saved before may lack a default. */
function fieldsOf({ input }: Kind, item: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.fromEntries(Object.keys(input.shape).map((field) => [field, item[field]]));
  const result = input.safeParse(fields);
  return JSON.parse(JSON.stringify(result.success ? result.data : fields));
}
