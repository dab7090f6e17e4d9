import { durationMilliseconds } from '../duration.ts';
import type { Rota } from './layers.ts';

const DAY_MS = 24 * 3600_000;

/** So many shifts are worked out in about a second. What a schedule of people needs is far less. */
const MOST_SHIFTS = 200_000;

/**
 * The longest time whose shifts can be worked out at once, however often the layers of a schedule change.
 *
 * @returns milliseconds
 */
export function longestSpan({ layers }: Pick<Rota, 'layers'>): number {
  const mostPerDay = layers.reduce(
    (sum, { rotation, restrictions = [], onCall }) =>
      sum + onCall * (DAY_MS / durationMilliseconds(rotation.every) + restrictions.length),
    0,
  );
  return (MOST_SHIFTS / mostPerDay) * DAY_MS;
}
