import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#operations/ports.ts';

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds) => {
    await wait(milliseconds);
  },
};
