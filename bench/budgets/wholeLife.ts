import type { Bench } from '../bench.ts';
import { costOf } from '../cost.ts';
import { liveOnce } from '../life.ts';
import type { MeteredCall } from '../metering/meter.ts';
import { prices } from '../prices.ts';
import type { TimelineFeed } from '../timelineFeed.ts';
import { atMost, type Verdict } from '../verdict.ts';

/** What an incident's whole life takes: three levels by email, acknowledged, resolved, closed. */
export async function wholeLife(
  bench: Bench,
  timeline: TimelineFeed,
  calls: MeteredCall[],
): Promise<Verdict[]> {
  const life = await liveOnce(bench, timeline, calls);
  const parts = Object.entries(costOf(life, prices));
  const usd = 1_000 * parts.reduce((sum, [, price]) => sum + price, 0);
  for (const [service, price] of parts) {
    console.error(`  1,000 incidents: ${(1_000 * price).toFixed(4)} USD for ${service}`);
  }
  return [
    atMost('state transitions of a whole life', life.stateTransitions, 10),
    atMost('AWS cost of 1,000 incidents by email', usd, 0.6, 'USD'),
  ];
}
