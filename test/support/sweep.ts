import type { Swept } from '#operations/clock/sweep.ts';
import { invoke } from './invoke.ts';

/**
 * Lets the sweeper look now, beside its own every minute.
 *
 * @throws Error with what it said when it fails
 */
export async function sweepNow(): Promise<void> {
  await invoke<Swept>('Sweeper');
}
