import type { ClockStore, WaitingClock } from '#operations/incident/store.ts';

/** The task tokens in memory, for tests. */
export function memoryClockStore(): ClockStore {
  const clocks = new Map<string, WaitingClock>();
  return {
    async put(incidentId, clock) {
      const known = clocks.get(incidentId);
      if (known && known.epoch > clock.epoch) return false;
      clocks.set(incidentId, clock);
      return true;
    },
    get: async (incidentId) => clocks.get(incidentId),
  };
}
