import { windowsBetween } from '../localTime/window.ts';
import { instantOf, localAt } from '../localTime/zone.ts';
import type { Contact } from './schema.ts';

const DAY_MS = 24 * 3600_000;

/** A page never waits longer than this, however the quiet times are set: two weeks of holidays, and some. */
const LONGEST_WAIT_DAYS = 30;

/**
 * The first instant from `at` on at which a contact's quiet times are over.
 *
 * @param at in milliseconds since 1970
 * @returns `at` itself outside of them; at most 30 days later
 */
export function quietUntil(
  { quietTimes, timeZone }: Pick<Contact, 'quietTimes' | 'timeZone'>,
  at: number,
): number {
  const end = at + LONGEST_WAIT_DAYS * DAY_MS;
  let candidate = at;
  while (candidate < end) {
    const later = endOfQuiet(quietTimes, timeZone, candidate);
    if (later === undefined) return candidate;
    candidate = later;
  }
  return end;
}

/** When the quiet time ends that an instant lies in; another may begin there. */
function endOfQuiet(
  { hours, weekdays, holidays }: Contact['quietTimes'],
  timeZone: string,
  at: number,
): number | undefined {
  const { date, weekday } = localAt(timeZone, at);
  if (holidays.includes(date) || weekdays.includes(weekday)) {
    return instantOf(timeZone, dayAfter(date), '00:00', 'first');
  }
  if (!hours) return undefined;
  return windowsBetween(hours, timeZone, at, at + 1).find(({ from, to }) => from <= at && at < to)?.to;
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}
