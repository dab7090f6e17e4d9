import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks again and again until something is there.
 *
 * @param look what is awaited; undefined, null and false mean not yet, and so does whatever it throws
 * @param within milliseconds
 * @returns what it saw
 * @throws Error with the last thing that it saw or that was thrown
 */
export async function eventually<Thing>(
  look: () => Promise<Thing | undefined | null | false>,
  { within = 20_000, every = 60 }: { within?: number; every?: number } = {},
): Promise<Thing> {
  const end = performance.now() + within;
  let last: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== null && seen !== false) return seen;
      last = seen;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) {
      throw new Error(
        `It did not happen within ${within} ms. Last: ${last instanceof Error ? last.stack : String(last)}`,
      );
    }
    await pause(every);
  }
}
