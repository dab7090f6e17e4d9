import { intersect, type Span } from '../localTime/span.ts';
import { type Departures, type Duty, depart, departuresBetween, type OnDuty } from './departures.ts';
import { type Rota, turnsByLayers } from './layers.ts';

/**
 * Who is on call over a time, by layers, overrides and leaves.
 *
 * @param from in milliseconds since 1970
 * @param to in milliseconds since 1970; no longer part of it
 * @returns parts in order that fill the time, also those in which nobody is on call
 */
export function dutiesBetween(rota: Rota, departures: Departures, from: number, to: number): (Duty & Span)[] {
  return intersect(
    turnsByLayers(rota, from, to),
    departuresBetween(departures, from, to),
    (span, { contactIds, layer }, inForce) => ({
      ...span,
      ...depart(
        contactIds.map((contactId) => ({ contactId, layer })),
        inForce,
      ),
    }),
  );
}

/** A text that is the same for one person in one layer, by one override or leave, and for nothing else. */
export function capacityOf({ contactId, layer, override }: OnDuty): string {
  const byLayer = `${contactId}\n${layer ?? ''}`;
  return override
    ? `${byLayer}\n${override.kind}\n${override.action}\n${override.id}\n${override.instead}`
    : byLayer;
}
