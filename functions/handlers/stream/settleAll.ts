/**
 * Waits for effects that do not depend on each other: one that fails holds none of the others.
 *
 * @throws AggregateError of all that failed, once every one has ended
 */
export async function settleAll(effects: Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(effects);
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason);
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join(' '));
}
