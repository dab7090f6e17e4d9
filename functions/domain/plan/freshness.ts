import type { ResponsePlan } from './schema.ts';

/** A plan that nobody has run for so long may not work any more. */
const UNEXERCISED_DAYS = 180;

const DAY_MS = 24 * 3600_000;

/**
 * Why somebody has to look at a plan again.
 *
 * @param lastExercisedAt when an incident last ran it
 * @returns one sentence each, of at most 200 characters; nothing where the plan is fresh
 */
export function staleReasons(
  { reviewBy, createdAt }: Pick<ResponsePlan, 'reviewBy' | 'createdAt'>,
  lastExercisedAt: string | null,
  now: Date,
): string[] {
  const reasons: string[] = [];
  // The day itself is still in time, by the calendar of UTC.
  if (reviewBy !== null && now.toISOString().slice(0, 10) > reviewBy) {
    reasons.push(`It was to be reviewed by ${reviewBy}.`);
  }
  const days = Math.floor((now.getTime() - Date.parse(lastExercisedAt ?? createdAt)) / DAY_MS);
  if (days >= UNEXERCISED_DAYS) {
    const since = lastExercisedAt
      ? `since ${lastExercisedAt.slice(0, 10)}`
      : `since it was made on ${createdAt.slice(0, 10)}`;
    reasons.push(`No incident has run it ${since}, ${days} days ago.`);
  }
  return reasons;
}
