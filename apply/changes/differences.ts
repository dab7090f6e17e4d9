import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../files/inputSchema.ts';

/** A part of a thing that is another one afterwards. */
export interface Difference {
  /** Dotted, for example `layers.0.rotation.every`. */
  path: string;
  before: unknown;
  after: unknown;
}

/**
 * The smallest parts in which two values differ. Lists that grow or shrink differ as a whole.
 *
 * @param path of the values
 */
export function differences(before: unknown, after: unknown, path: string): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => differences(before[name], after[name], `${path}.${name}`));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    if (after.every((item, index) => isObject(item) && isObject(before[index]))) {
      return after.flatMap((item, index) => differences(before[index], item, `${path}.${index}`));
    }
  }
  return [{ path, before, after }];
}
