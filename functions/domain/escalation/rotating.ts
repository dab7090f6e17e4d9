import type { Target } from './schema.ts';

/** @returns the ids of those targets whose people take turns, each once */
export function rotating(targets: Target[]): string[] {
  const ids = targets.flatMap((one) =>
    one.type !== 'contact' && one.select === 'round-robin' ? one.id : [],
  );
  return [...new Set(ids)];
}
