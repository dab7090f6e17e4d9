import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';
import { type Declaration, type Declared, mistakeIn } from '../files/declaration.ts';
import { type Mistake, Mistakes } from '../files/mistake.ts';
import { replaced } from '../files/placeholder.ts';
import { type Difference, differences } from './differences.ts';
import type { Existing } from './existing.ts';
import { linksOf } from './links.ts';
import { inOrder, type Linked, type Move } from './order.ts';

/** A thing that is not as the files have it. */
interface Change {
  thing: Declared;
  present: Existing;
  /** The fields that differ. */
  fields: readonly string[];
  /** For people: things are named by their keys, not their ids. */
  differences: readonly Difference[];
}

/** What has to be done for Muster to be as the files say. */
export interface Plan {
  creations: readonly Move<Declared & Linked>[];
  changes: readonly Change[];
  /** A move that makes a thing takes it away here, and one that gives it fields resets them. */
  deletions: readonly Move<Existing & Linked>[];
  unchanged: number;
  /** What the files declared once and no longer do, and what nevertheless stays. */
  kept: readonly Existing[];
  /** The ids of what is there, by what the files' things hold in their place. */
  ids: ReadonlyMap<string, string>;
}

/**
 * Compares what files declare with what there is. Only what has a key of the file set is ever changed or deleted.
 *
 * @param existing everything that there is
 * @param prune whether what the files no longer declare is deleted
 * @throws Mistakes where the files name what is nowhere
 */
export function plan(declaration: Declaration, existing: readonly Existing[], prune: boolean): Plan {
  const mistakes = missing(declaration, existing);
  if (mistakes.length > 0) throw new Mistakes(mistakes);

  const { things } = declaration;
  const ids = idsOf(declaration, existing);
  const presentOf = (thing: Declared) => existing.find(({ id }) => id === (ids.get(thing.id) ?? thing.id));
  const absent = things.filter((thing) => presentOf(thing) === undefined);
  const labels = labelsOf(declaration, existing);
  const changes = things.flatMap((thing) => {
    const present = presentOf(thing);
    const change = present && compare(thing, present, ids, labels);
    return change ? [change] : [];
  });
  const surplus = existing.filter(
    ({ kind, key, id }) =>
      key?.startsWith(`${declaration.name}/`) &&
      id !== DEFAULT_SERVICE_ID &&
      !things.some((thing) => thing.kind === kind && thing.key === key && thing.id !== DEFAULT_SERVICE_ID),
  );
  return {
    creations: inOrder(
      absent.map((thing) => ({ ...thing, links: linksOf(thing.kind, replaced(thing.input, ids)) })),
    ),
    changes,
    deletions: prune
      ? inOrder(surplus.map((one) => ({ ...one, links: linksOf(one.kind, one.fields) }))).toReversed()
      : [],
    unchanged: things.length - absent.length - changes.length,
    kept: prune ? [] : surplus,
    ids,
  };
}

/** References to what is neither declared nor there. */
function missing({ things, name }: Declaration, existing: readonly Existing[]): Mistake[] {
  return things.flatMap((thing) =>
    thing.references.flatMap(({ path, kind, id, key }) => {
      const known = existing.some(
        (one) => one.kind === kind && (key === null ? one.id === id : one.key === key),
      );
      if (known || key?.startsWith(`${name}/`)) return [];
      return [mistakeIn(thing, path, `There is no ${kind.noun} "${key ?? id}".`)];
    }),
  );
}

function idsOf({ things }: Declaration, existing: readonly Existing[]): Map<string, string> {
  const byKey = new Map(existing.map((one) => [`${one.kind.section} ${one.key}`, one.id]));
  const named = things.flatMap((thing) => [thing, ...thing.references]);
  return new Map(
    named.flatMap(({ kind, key, id }) => {
      const known = id === DEFAULT_SERVICE_ID ? undefined : byKey.get(`${kind.section} ${key}`);
      return key === null || known === undefined ? [] : [[id, known]];
    }),
  );
}

/** What people call a thing, by its id. */
function labelsOf({ things, name }: Declaration, existing: readonly Existing[]): Map<string, string> {
  const own = `${name}/`;
  return new Map([
    ...existing.map((one): [string, string] => [
      one.id,
      (one.key?.startsWith(own) ? one.key.slice(own.length) : one.key) ?? one.name,
    ]),
    ...things.map((thing): [string, string] => [thing.id, thing.name]),
  ]);
}

function compare(
  thing: Declared,
  present: Existing,
  ids: ReadonlyMap<string, string>,
  labels: ReadonlyMap<string, string>,
): Change | undefined {
  const wanted = replaced(thing.input, ids);
  const fields = thing.fields.filter((field) => !isDeepStrictEqual(present.fields[field], wanted[field]));
  if (fields.length === 0) return undefined;
  const shown = (value: unknown) => replaced(value, labels);
  return {
    thing,
    present,
    fields,
    differences: fields.flatMap((field) =>
      differences(shown(present.fields[field]), shown(wanted[field]), field),
    ),
  };
}
