/** An error whose message is written for the person at the terminal: what happened, and what to do. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/**
 * What to print for an error: the sentence of a `Failure`, the whole stack of anything unforeseen.
 *
 * @param error whatever was thrown
 */
export function explain(error: unknown): string {
  if (error instanceof Failure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
