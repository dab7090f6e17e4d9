/** A budget and what was measured against it. */
export interface Verdict {
  name: string;
  measured: string;
  budget: string;
  ok: boolean;
}

/** A budget that a measurement may not exceed. */
export function atMost(name: string, measured: number, limit: number, unit = ''): Verdict {
  return {
    name,
    measured: quantity(measured, unit),
    budget: `≤ ${quantity(limit, unit)}`,
    ok: measured <= limit,
  };
}

/** A budget that a measurement has to meet, no more and no less. */
export function exactly(name: string, measured: number, wanted: number, unit = ''): Verdict {
  return {
    name,
    measured: quantity(measured, unit),
    budget: `= ${quantity(wanted, unit)}`,
    ok: measured === wanted,
  };
}

/** The line of a verdict: name, measured, budget, ok. */
export function lineOf({ name, measured, budget, ok }: Verdict): string {
  return `${name.padEnd(52)} ${measured.padEnd(12)} ${budget.padEnd(14)} ${ok ? 'ok' : 'BROKEN'}`;
}

/** Three decimals at most: what is behind them is noise. */
const quantity = (value: number, unit: string): string => `${Math.round(value * 1000) / 1000} ${unit}`.trim();
