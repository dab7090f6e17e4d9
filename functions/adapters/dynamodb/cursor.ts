import { foreignCursor } from '../foreignCursor.ts';

/** @returns an opaque text for where a list goes on, or null at its end */
export function toCursor(lastKey: Record<string, unknown> | undefined): string | null {
  return lastKey ? Buffer.from(JSON.stringify(lastKey)).toString('base64url') : null;
}

/**
 * Reads a cursor, which a client may have changed.
 *
 * @param expected attributes that a key of this list has, with the values that they must have; undefined: any text
 * @throws Refusal `validation-failed` where it is not one of this list
 */
export function fromCursor(
  cursor: string | undefined,
  expected: Record<string, string | undefined>,
): Record<string, string> | undefined {
  if (cursor === undefined) return undefined;
  const key = parse(cursor);
  const names = Object.keys(expected);
  const fits =
    key !== undefined &&
    Object.keys(key).length === names.length &&
    names.every(
      (name) =>
        typeof key[name] === 'string' && key[name] !== '' && (expected[name] ?? key[name]) === key[name],
    );
  if (fits) return key as Record<string, string>;
  throw foreignCursor();
}

function parse(cursor: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
