import type { DailyWindow } from './schema.ts';
import type { Span } from './span.ts';
import { dayOf, instantOfWall, readTimeOfDay, WALL_DAY_MS, wallAt, weekdayOf } from './wall.ts';

/** A window lasts up to a day, and at the date line a change of the clocks has moved one by another. */
const DAYS_BEFORE = 3;

/**
 * Whether an instant lies within a window.
 *
 * @param at in milliseconds since 1970
 */
export const isWithin = (window: DailyWindow, timeZone: string, at: number): boolean =>
  windowsBetween(window, timeZone, at, at + 1).length > 0;

/**
 * The times that a window takes place.
 *
 * It begins at the first occurrence of an ambiguous time and ends at the last; a skipped time moves forward. One
 * that would then end before it begins does not take place.
 *
 * @param from in milliseconds since 1970
 * @param to in milliseconds since 1970; no longer part of what is looked at
 * @returns whole windows that have a part between the two, in the order of their beginning
 */
export function windowsBetween(window: DailyWindow, timeZone: string, from: number, to: number): Span[] {
  const begin = readTimeOfDay(window.from);
  const end = readTimeOfDay(window.to) + (window.to <= window.from ? WALL_DAY_MS : 0);
  const last = dayOf(wallAt(timeZone, to)) + 1;
  const spans: Span[] = [];
  for (let day = dayOf(wallAt(timeZone, from)) - DAYS_BEFORE; day <= last; day++) {
    if (window.weekdays && !window.weekdays.includes(weekdayOf(day))) continue;
    const span = {
      from: instantOfWall(timeZone, day * WALL_DAY_MS + begin, 'first'),
      to: instantOfWall(timeZone, day * WALL_DAY_MS + end, 'last'),
    };
    if (span.from < span.to && span.from < to && from < span.to) spans.push(span);
  }
  return spans;
}
