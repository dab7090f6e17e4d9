import { orderedAt } from './order.ts';
import type { Signal, SignalAction } from './schema.ts';

/** How many of a run's signals are kept beside the first. */
const FURTHER_KEPT = 5;

const LOUDNESS: Record<Signal['severity'], number> = { critical: 3, high: 2, medium: 1, low: 0 };

/** Signals of one key that follow each other and ask for the same: they have one effect. */
export interface Run {
  action: SignalAction;
  /** The first trigger, which tells when it began; of acknowledgements and resolves the last. */
  signal: Signal;
  /** How many signals are in the run; one that was delivered twice counts once. */
  count: number;
  /** Of the others the five loudest, in order. */
  joined: Signal[];
}

/**
 * Puts the signals of one service and dedup key in the order in which they happened and joins neighbours that
 * ask for the same. The last run is the state that the key is left in.
 *
 * @param signals in the order of their arrival, which decides between equal times
 */
export function coalesce(signals: Signal[]): Run[] {
  const once = [...new Map(signals.map((signal) => [signal.id, signal])).values()];
  const ordered = once.toSorted((one, other) => compareText(orderedAt(one), orderedAt(other)));
  const runs: Signal[][] = [];
  for (const signal of ordered) {
    const run = runs.at(-1);
    if (run?.[0]?.action === signal.action) run.push(signal);
    else runs.push([signal]);
  }
  return runs.flatMap(runOf);
}

function runOf(signals: Signal[]): Run[] {
  const signal = signals[0]?.action === 'trigger' ? signals[0] : signals.at(-1);
  if (!signal) return [];
  const others = signals.filter((other) => other !== signal);
  const loudest = new Set(
    others.toSorted((one, other) => LOUDNESS[other.severity] - LOUDNESS[one.severity]).slice(0, FURTHER_KEPT),
  );
  const joined = others.filter((other) => loudest.has(other));
  return [{ action: signal.action, signal, count: signals.length, joined }];
}

const compareText = (one: string, other: string) => Number(one > other) - Number(one < other);
