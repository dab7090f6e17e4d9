import type { Departures, OnDuty } from './departures.ts';
import { capacityOf, dutiesBetween } from './duties.ts';
import type { Rota } from './layers.ts';
import type { Shift } from './schema.ts';

/**
 * The shifts of a schedule: each the unbroken time of one person in one layer, by the same override or leave.
 *
 * @param to no longer part of it
 * @returns shifts in the order of their beginning, cut off at `from` and `to`
 */
export function shiftsOf(rota: Rota, departures: Departures, from: Date, to: Date): Shift[] {
  const shifts: { person: OnDuty; from: number; to: number }[] = [];
  const latest = new Map<string, (typeof shifts)[number]>();
  for (const duty of dutiesBetween(rota, departures, from.getTime(), to.getTime())) {
    for (const person of duty.on) {
      const capacity = capacityOf(person);
      const before = latest.get(capacity);
      if (before?.to === duty.from) {
        before.to = duty.to;
        continue;
      }
      const shift = { person, from: duty.from, to: duty.to };
      latest.set(capacity, shift);
      shifts.push(shift);
    }
  }
  return shifts.map(({ person: { contactId, layer, override }, ...span }) => ({
    contactId,
    layer,
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    ...(override && { override }),
  }));
}
