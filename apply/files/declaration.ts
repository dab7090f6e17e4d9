import type { Kind } from '../kinds.ts';
import type { Path } from './document.ts';
import type { Mistake, Place } from './mistake.ts';

/** A thing as its file names another. */
export interface Reference {
  /** Where in the thing. */
  path: Path;
  kind: Kind;
  /** An id, or what stands for it until it is known. */
  id: string;
  /** The whole key, for example `demo/ada`; null where the file gives the id itself. */
  key: string | null;
}

/** A thing that a file declares. */
export interface Declared {
  kind: Kind;
  /** In its section of the file. */
  name: string;
  /** In the API: the name of the file set, a slash, and the name of the thing. */
  key: string;
  /** Stands for its id until that is known. */
  id: string;
  /** What the API takes, complete with defaults; ids of things that are known by key are stood for. */
  input: Record<string, unknown>;
  /** The fields that the file sets: all but those that people keep for themselves and the file does not name. */
  fields: readonly string[];
  references: readonly Reference[];
  /** Where the thing, or a part of it, stands. */
  placeOf(path?: Path): Place;
}

/** What a set of files declares. */
export interface Declaration {
  /** Of the set: the part of its keys before the slash. */
  name: string;
  things: readonly Declared[];
}

/** What is wrong with a declared thing, at a path in it. */
export const mistakeIn = (thing: Declared, path: Path, message: string): Mistake => ({
  place: thing.placeOf(path),
  path: [thing.kind.section, thing.name, ...path].join('.'),
  message,
});
