import { type Api, Refused } from '#local/api.ts';
import { Failure } from '#local/failure.ts';
import { type Declared, mistakeIn } from '../files/declaration.ts';
import { Mistakes, placeText } from '../files/mistake.ts';
import { replaced } from '../files/placeholder.ts';
import type { Existing } from './existing.ts';
import { defaultOf } from './links.ts';
import type { Plan } from './plan.ts';
import { type Counts, countsText } from './report.ts';

/** What Muster answers when it has saved a thing. */
interface Saved {
  id: string;
  etag: string;
}
type SavedThing = Pick<Existing, 'kind' | 'id' | 'etag'>;

/**
 * Does what a plan says, one thing after the other. Every change carries the etag of what the plan saw, so that
 * nobody's change in between is lost.
 *
 * @param newKey makes an Idempotency-Key: a creation is repeated where its answer was lost
 * @throws Failure at the first error: what is wrong, where in the files, and what was done by then
 */
export async function execute(plan: Plan, api: Api, newKey: () => string): Promise<void> {
  const done: Counts = { created: 0, changed: 0, deleted: 0 };
  try {
    const ids = await create(plan, api, newKey, done);
    for (const { thing, present, fields } of plan.changes) {
      await inFile(thing, () => patch(api, present, replaced(only(thing.input, fields), ids)));
      done.changed += 1;
    }
    await remove(plan, api, done);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      `${error.message}\nStopped at this first error. Done by then: ${countsText(done)}. ` +
        'Mend it and run this again: it goes on from there.',
    );
  }
}

/** @returns the ids of all that is there now, by what the files' things hold in their place */
async function create(
  plan: Plan,
  api: Api,
  newKey: () => string,
  done: Counts,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map(plan.ids);
  const saved = new Map<string, SavedThing>();
  for (const move of plan.creations) {
    const { thing } = move;
    const { kind, input } = thing;
    if (move.make) {
      const fields = Object.keys(input).filter((field) => !move.without.includes(field));
      const { id, etag } = await inFile(thing, () =>
        api.send<Saved>('POST', kind.path, replaced(only(input, fields), ids), {
          'idempotency-key': newKey(),
        }),
      );
      ids.set(thing.id, id);
      saved.set(thing.id, { kind, id, etag });
      done.created += 1;
    } else {
      const made = saved.get(thing.id);
      if (made) await inFile(thing, () => patch(api, made, replaced(only(input, move.fields), ids)));
    }
  }
  return ids;
}

async function remove({ deletions }: Plan, api: Api, done: Counts): Promise<void> {
  const etags = new Map<string, string>();
  for (const move of deletions) {
    const { thing } = move;
    const { kind, id, key, etag } = thing;
    try {
      if (move.make) {
        await api.send('DELETE', `${kind.path}/${id}`, undefined, { 'if-match': etags.get(id) ?? etag });
        done.deleted += 1;
      } else {
        const reset = Object.fromEntries(move.fields.map((field) => [field, defaultOf(kind, field)]));
        etags.set(id, (await patch(api, thing, reset)).etag);
      }
    } catch (error) {
      throw error instanceof Refused && error.problem
        ? new Failure(`${kind.noun} ${key}: ${error.problem.detail}`)
        : error;
    }
  }
}

const patch = (api: Api, { kind, id, etag }: SavedThing, fields: Record<string, unknown>): Promise<Saved> =>
  api.send<Saved>('PATCH', `${kind.path}/${id}`, fields, { 'if-match': etag });

const only = (input: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field, input[field]]));

/** Says of what Muster refuses where in the files it stands. */
async function inFile<Result>(thing: Declared, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused) || !error.problem) throw error;
    const { code, detail, errors = [] } = error.problem;
    if (errors.length > 0) {
      throw new Mistakes(errors.map(({ path, message }) => mistakeIn(thing, segmentsOf(path), message)));
    }
    const where = `${placeText(thing.placeOf())} ${thing.kind.section}.${thing.name}`;
    throw new Failure(
      code === 'conflict'
        ? `${where}: Somebody has changed this ${thing.kind.noun} since it was read. Nothing of theirs was overwritten.`
        : `${where}: ${detail}`,
    );
  }
}

const segmentsOf = (path: string): string[] => path.split('.').filter((segment) => segment !== '');
