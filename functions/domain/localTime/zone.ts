import type { Weekday } from '../schema.ts';
import { dayOf, instantOfWall, type Occurrence, readWall, WALL_DAY_MS, wallAt, weekdayOf } from './wall.ts';

/** What calendar and clock on the wall show. */
export interface LocalTime {
  /** `2026-01-31` */
  date: string;
  /** Whole minutes since midnight by the wall. */
  minutes: number;
  weekday: Weekday;
}

/**
 * What calendar and clock on the wall show at an instant.
 *
 * @param timeZone IANA
 * @param at in milliseconds since 1970
 * @throws RangeError when there is no such zone, which a schema should have refused
 */
export function localAt(timeZone: string, at: number): LocalTime {
  const wall = wallAt(timeZone, at);
  const day = dayOf(wall);
  return {
    date: new Date(wall).toISOString().slice(0, 10),
    minutes: Math.floor((wall - day * WALL_DAY_MS) / 60_000),
    weekday: weekdayOf(day),
  };
}

/**
 * The instant at which calendar and clock on the wall show a date and a time. A skipped time moves forward by the
 * length of what is skipped.
 *
 * @param timeZone IANA
 * @param date `2026-01-31`
 * @param time `09:00`
 * @param which of the two instants an ambiguous time stands for
 * @returns milliseconds since 1970
 * @throws RangeError when there is no such zone, which a schema should have refused
 */
export const instantOf = (timeZone: string, date: string, time: string, which: Occurrence): number =>
  instantOfWall(timeZone, readWall(date, time), which);
