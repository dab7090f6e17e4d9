import { union } from '../localTime/span.ts';
import type { Departures } from './departures.ts';
import { dutiesBetween } from './duties.ts';
import type { Rota } from './layers.ts';
import type { Gap } from './schema.ts';

/**
 * The times in which nobody is on call, also before the first layer begins and after the last has ended.
 *
 * @param to no longer part of it
 * @returns gaps in order, cut off at `from` and `to`
 */
export function gapsOf(rota: Rota, departures: Departures, from: Date, to: Date): Gap[] {
  const empty = dutiesBetween(rota, departures, from.getTime(), to.getTime()).filter(
    ({ on }) => on.length === 0,
  );
  return union(empty).map((span) => ({
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
  }));
}
