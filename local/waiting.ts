import { setTimeout as pause } from 'node:timers/promises';

const BETWEEN_LOOKS_MS = 50;

/**
 * Looks again and again until `condition` holds, for things that can only be asked and do not tell.
 *
 * @param condition is asked every 50 ms; may throw to give up at once
 * @param longestMs when to give up
 * @returns whether it held in time
 */
export async function until(condition: () => Promise<boolean>, longestMs: number): Promise<boolean> {
  const end = performance.now() + longestMs;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await pause(BETWEEN_LOOKS_MS);
  }
  return true;
}
