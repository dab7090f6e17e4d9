import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import type { StateDirectory } from './stateDirectory.ts';
import { until } from './waiting.ts';

const LONGEST_WAIT_MS = 60_000;

/**
 * Waits until the local AWS has written its state as it was at `moment` or later, so that a crash can not lose what
 * was done before. local/ministack/checkpoints.py does the writing, once something was asked since the last time.
 *
 * @param moment milliseconds since 1970
 * @throws Failure when it does not, and the signal's reason when that gives up
 */
export async function savedSince(
  directory: StateDirectory,
  moment: number,
  signal: AbortSignal,
): Promise<void> {
  const mark = join(directory.aws, 'checkpoint.json');
  const saved = await until(async () => {
    signal.throwIfAborted();
    const text = await readFile(mark, 'utf8').catch(() => '{"moment": 0}');
    return JSON.parse(text).moment * 1000 >= moment;
  }, LONGEST_WAIT_MS);
  if (!saved) {
    throw new Failure(`The local AWS does not save its state. See ministack.log in ${directory.logs}.`);
  }
}
