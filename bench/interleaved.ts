/** @returns the middle of some numbers; of two middle ones the mean */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  if (middle.length === 0) throw new Error('There is no median of nothing.');
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/** Runs something once and says how long the part took that counts, in milliseconds. */
export type Run = () => Promise<number>;

/**
 * Compares two things by turns, so that whatever else the machine does hits both alike. Who goes first changes with
 * every round.
 *
 * @param rounds how often each is run
 * @returns the median of `ours` divided by the median of `reference`
 */
export async function ratioOfMedians(ours: Run, reference: Run, rounds: number): Promise<number> {
  const taken: Record<'ours' | 'reference', number[]> = { ours: [], reference: [] };
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (['ours', 'reference'] as const) : (['reference', 'ours'] as const);
    for (const side of order) taken[side].push(await (side === 'ours' ? ours : reference)());
  }
  return median(taken.ours) / median(taken.reference);
}

/** Times something that is over when it returns. */
export const timed =
  (work: () => Promise<unknown>): Run =>
  async () => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
