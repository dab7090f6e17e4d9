import { Failure } from '#local/failure.ts';
import type { Kind } from '../kinds.ts';
import { isOptional, type Link } from './links.ts';

/** A thing that is to be made, and what it names. */
export interface Linked {
  kind: Kind;
  id: string;
  links: readonly Link[];
}

/**
 * A move on the way to all things being there: a thing is made, without some fields where it has to be; or it gets
 * those that it was made without.
 */
export type Move<Thing> =
  | { thing: Thing; make: true; without: readonly string[] }
  | { thing: Thing; make: false; fields: readonly string[] };

/**
 * Orders things so that each is made after what it names. Where things name each other in a circle, one of them is
 * made without the field that closes it and gets it as soon as it can. Read backwards, it is the way to take things
 * away that nothing else names.
 *
 * @param things that are not there yet; whatever else they name is
 * @throws Failure where a circle has no field that can wait
 */
export function inOrder<Thing extends Linked>(things: readonly Thing[]): Move<Thing>[] {
  const absent = new Map(things.map((thing) => [thing.id, thing]));
  const incomplete = new Map<Thing, string[]>();
  const moves: Move<Thing>[] = [];
  const waiting = ({ links }: Thing) => links.filter(({ to }) => absent.has(to));
  const ready = (thing: Thing) => waiting(thing).length === 0;
  const makeable = (thing: Thing) => waiting(thing).every(({ field }) => isOptional(thing.kind, field));
  while (absent.size > 0) {
    const left = [...absent.values()];
    const thing = left.find(ready) ?? left.find(makeable);
    if (!thing) {
      const ids = left.map(({ kind, id }) => `${kind.noun} ${id}`).join(', ');
      throw new Failure(`These name each other, and none can be made first: ${ids}.`);
    }
    const without = [...new Set(waiting(thing).map(({ field }) => field))];
    moves.push({ thing, make: true, without });
    absent.delete(thing.id);
    if (without.length > 0) incomplete.set(thing, without);
    for (const [earlier, fields] of incomplete) {
      if (!ready(earlier)) continue;
      moves.push({ thing: earlier, make: false, fields });
      incomplete.delete(earlier);
    }
  }
  return moves;
}
