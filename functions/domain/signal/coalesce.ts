import { orderedAt } from './order.ts';
import type { Signal, SignalAction } from './schema.ts';

/** Signals of one key that follow each other and ask for the same: together they have one effect. */
export interface Run {
  action: SignalAction;
  /** In the order in which they happened. */
  signals: [Signal, ...Signal[]];
}

/**
 * Puts the signals of one service and dedup key in the order in which they happened and joins neighbours that
 * ask for the same. A signal that was delivered twice counts once. The last run is the state that the key is
 * left in.
 *
 * @param signals in the order of their arrival, which decides between equal times
 */
export function coalesce(signals: Signal[]): Run[] {
  const once = [...new Map(signals.map((signal) => [signal.id, signal])).values()];
  const runs: Run[] = [];
  for (const signal of once.toSorted((one, other) => compareText(orderedAt(one), orderedAt(other)))) {
    const run = runs.at(-1);
    if (run?.action === signal.action) run.signals.push(signal);
    else runs.push({ action: signal.action, signals: [signal] });
  }
  return runs;
}

const compareText = (one: string, other: string) => Number(one > other) - Number(one < other);
