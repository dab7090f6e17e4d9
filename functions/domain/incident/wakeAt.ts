import type { IncidentRecord } from './record.ts';

/** All of an incident that has a time at which its clock has to look at it. */
export type Timed = Pick<IncidentRecord, 'nextAt' | 'pageTimes' | 'stepTimers'>;

/** @returns when an incident's clock has to look at it next, whatever for; null: never */
export function wakeAt({ nextAt, pageTimes, stepTimers }: Timed): string | null {
  const times = [...(nextAt ? [nextAt] : []), ...pageTimes, ...stepTimers.map(({ at }) => at)];
  return times.sort()[0] ?? null;
}
