import type { Weekday } from '../schema.ts';
import { offsetAt } from './offset.ts';

/** A day on the wall has 24 hours, whatever a change of the clocks makes of it. */
export const WALL_DAY_MS = 24 * 3600_000;

const MINUTE_MS = 60_000;
const WEEKDAYS: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The first of January 1970 was a Thursday. */
const WEEKDAY_OF_DAY_ZERO = 3;

/**
 * A time on the wall as a number: the milliseconds from midnight of the first of January 1970 to it on a calendar
 * without time zones.
 */
export type WallTime = number;

/** Which of the two instants that one ambiguous time on the wall stands for. */
export type Occurrence = 'first' | 'last';

/** What the clock on the wall shows at an instant, in milliseconds since 1970. */
export const wallAt = (timeZone: string, at: number): WallTime => at + offsetAt(timeZone, at);

/** Reads a date, `2026-01-31`, and a time of the day, `09:00`. */
export const readWall = (date: string, time: string): WallTime =>
  Date.parse(`${date}T00:00:00Z`) + readTimeOfDay(time);

/** @returns the milliseconds on the wall since midnight for a time such as `09:00` */
export const readTimeOfDay = (time: string): number =>
  (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE_MS;

/** @returns the day since 1970 in which a time on the wall lies */
export const dayOf = (wall: WallTime): number => Math.floor(wall / WALL_DAY_MS);

/** @param day since 1970 */
export const weekdayOf = (day: number): Weekday =>
  WEEKDAYS[(((day + WEEKDAY_OF_DAY_ZERO) % 7) + 7) % 7] as Weekday;

/**
 * The instant at which the clock on the wall shows a time.
 *
 * An ambiguous time stands for its first or its last occurrence; a skipped time moves forward by the length of
 * what is skipped, as "compatible" does in Temporal.
 *
 * @returns milliseconds since 1970
 */
export function instantOfWall(timeZone: string, wall: WallTime, which: Occurrence): number {
  // Offsets lie between -12 and +14 hours: a day to either side is surely before and after the instant.
  const before = offsetAt(timeZone, wall - WALL_DAY_MS);
  const after = offsetAt(timeZone, wall + WALL_DAY_MS);
  if (before === after) return wall - before;
  const early = wall - before;
  const late = wall - after;
  const isEarly = offsetAt(timeZone, early) === before;
  const isLate = offsetAt(timeZone, late) === after;
  if (isEarly && isLate) return which === 'first' ? early : late;
  return isLate ? late : early;
}
