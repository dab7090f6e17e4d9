/**
 * Runs tasks side by side. When one fails the others are told to give up, and nothing is left running.
 *
 * @param signal gives up all of them
 * @param tasks each gets the signal on which it has to give up
 * @returns what each task returned
 * @throws what the first failing task threw, once all have ended
 */
export async function together<Results extends unknown[]>(
  signal: AbortSignal,
  ...tasks: { [Index in keyof Results]: (signal: AbortSignal) => Promise<Results[Index]> }
): Promise<Results> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const running = tasks.map((task) => task(either));
  for (const task of running) task.catch((error) => failure.abort(error));
  await Promise.allSettled(running);
  failure.signal.throwIfAborted();
  return (await Promise.all(running)) as Results;
}
