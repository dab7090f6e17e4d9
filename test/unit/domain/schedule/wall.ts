const MINUTE_MS = 60_000;

/** The steps in which tests walk through a week. */
export const STEP_MS = 30_000;

/**
 * A clock on the wall, watched every 30 seconds: what it shows comes from Intl, and when a time occurs only from
 * having seen it.
 */
export interface WatchedWall {
  /** In milliseconds since 1970, each 30 seconds after the one before. */
  instants: number[];
  /** When a time on the wall such as `2026-03-29 02:30:00` occurs first and last; undefined when not in the walk. */
  occurrences: (time: string) => { first: number; last: number } | undefined;
}

/** Watches a clock. @param from an instant on a whole minute */
export function watchWall(timeZone: string, from: string, days: number): WatchedWall {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const start = Date.parse(from);
  const instants = Array.from(
    { length: (days * 24 * 3600_000) / STEP_MS },
    (_, step) => start + step * STEP_MS,
  );
  const seen = new Map<string, { first: number; last: number }>();
  const jumps: { after: string; before: string; byMs: number }[] = [];
  let previous: string | undefined;
  for (const at of instants) {
    const time = format.format(at);
    seen.set(time, { first: seen.get(time)?.first ?? at, last: at });
    if (previous !== undefined) {
      const passed = asNumber(time) - asNumber(previous);
      if (passed > STEP_MS) jumps.push({ after: previous, before: time, byMs: passed - STEP_MS });
    }
    previous = time;
  }
  return {
    instants,
    occurrences: (time) => {
      const jump = jumps.find(({ after, before }) => after < time && time < before);
      return seen.get(jump ? wallPlus(time, jump.byMs / MINUTE_MS) : time);
    },
  };
}

const asNumber = (time: string) => Date.parse(`${time.replace(' ', 'T')}Z`);

/** The time on a wall without changes of the clocks, some minutes later. */
export const wallPlus = (time: string, minutes: number): string =>
  new Date(asNumber(time) + minutes * MINUTE_MS).toISOString().slice(0, 19).replace('T', ' ');
