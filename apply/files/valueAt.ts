import type { Path } from './document.ts';

/** What lies at a path in a value; undefined where there is nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (part, segment) => (part as Record<string, unknown> | undefined)?.[segment],
    value,
  );
}
