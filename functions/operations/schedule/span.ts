import { invalidField } from '#domain/refusal.ts';

const DAY_MS = 24 * 3600_000;
const DEFAULT_DAYS = 14;
/** A year ahead, and a month to look back. */
const MOST_DAYS = 400;

/**
 * The time that somebody wants to see.
 *
 * @param asked RFC 3339; left out: from now on, for 14 days
 * @throws Refusal `validation-failed` where it ends before it begins, or is longer than 400 days
 */
export function askedSpan(
  asked: { from?: string | undefined; to?: string | undefined },
  now: Date,
): { from: Date; to: Date } {
  const from = asked.from === undefined ? now : new Date(asked.from);
  const to = asked.to === undefined ? new Date(from.getTime() + DEFAULT_DAYS * DAY_MS) : new Date(asked.to);
  if (to <= from) throw invalidField('to', 'End it after it begins; it begins now where "from" is left out.');
  if (to.getTime() - from.getTime() > MOST_DAYS * DAY_MS) {
    throw invalidField('to', `Ask for at most ${MOST_DAYS} days at once.`);
  }
  return { from, to };
}
