import type { Departures, OnDuty } from './departures.ts';
import { capacityOf, dutiesBetween } from './duties.ts';
import type { Rota } from './layers.ts';
import type { OnCall } from './schema.ts';

const DAY_MS = 24 * 3600_000;
const YEAR_MS = 365 * DAY_MS;

/** Most shifts end within a week: looking further at once would make pages wait for what they seldom need. */
const FIRST_LOOK_MS = 8 * DAY_MS;

/**
 * Who is on call at an instant, until when, and who is off though it is their turn.
 *
 * `until` is when somebody's unbroken time in one layer, by the same override or leave, ends; null when it does
 * not end within a year.
 */
export function onCallAt(rota: Rota, departures: Departures, at: Date): OnCall {
  const instant = at.getTime();
  const [duty] = dutiesBetween(rota, departures, instant, instant + 1);
  const { on, off } = duty ?? { on: [], off: [] };
  const ends = endsOf(rota, departures, on, instant);
  return {
    at: at.toISOString(),
    onCall: on.map(({ contactId, layer, override }) => {
      const end = ends.get(capacityOf({ contactId, layer, override }));
      return {
        contactId,
        layer,
        until: end === undefined ? null : new Date(end).toISOString(),
        ...(override && { override }),
      };
    }),
    off,
  };
}

/** When each person's time ends, by their capacity. */
function endsOf(rota: Rota, departures: Departures, on: OnDuty[], at: number): Map<string, number> {
  const ends = new Map<string, number>();
  const open = new Set(on.map(capacityOf));
  const horizon = at + YEAR_MS;
  let from = at;
  for (let look = FIRST_LOOK_MS; open.size > 0 && from < horizon; look *= 2) {
    const to = Math.min(from + look, horizon);
    for (const duty of dutiesBetween(rota, departures, from, to)) {
      const capacities = duty.on.map(capacityOf);
      for (const capacity of open) {
        if (capacities.includes(capacity)) continue;
        ends.set(capacity, duty.from);
        open.delete(capacity);
      }
      if (open.size === 0) break;
    }
    from = to;
  }
  return ends;
}
