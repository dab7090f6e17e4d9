import { cutLine } from '../signal/cut.ts';
import type { Signal } from '../signal/schema.ts';
import type { Alert } from './schema.ts';

/** How many signals of one batch are kept by name; the others only count. */
const KEPT = 3;
/** How much of a summary is kept, so that a duplicate stays within one write unit of 1 KB. */
const SUMMARY_LENGTH = 120;
const ORIGIN_LENGTH = 60;

/** Signals of one dedup key that came in one batch. */
export interface Joined {
  count: number;
  /** The last few, shortened. */
  signals: Alert[];
}

/**
 * Folds the signals of one batch and one dedup key.
 *
 * @param signals in the order of their time, at least one
 */
export function fold(
  signals: Pick<Signal, 'id' | 'at' | 'source' | 'origin' | 'summary' | 'severity'>[],
): Joined {
  const kept = signals.slice(-KEPT).map((signal) => ({
    id: signal.id,
    at: signal.at,
    source: signal.source,
    origin: cutLine(signal.origin, ORIGIN_LENGTH),
    summary: cutLine(signal.summary, SUMMARY_LENGTH),
    severity: signal.severity,
    count: 1,
  }));
  const [first, ...others] = kept;
  if (!first) return { count: 0, signals: [] };
  return {
    count: signals.length,
    signals: [{ ...first, count: 1 + signals.length - kept.length }, ...others],
  };
}
