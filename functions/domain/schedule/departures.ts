import type { Span } from '../localTime/span.ts';
import type { ContactLeave } from './leaves.ts';
import type { Departure, OnCall, Override } from './schema.ts';

/** What departs from the layers. */
export interface Departures {
  overrides: Override[];
  leaves: ContactLeave[];
}

/** Somebody on call, and by what. */
export type OnDuty = Omit<OnCall['onCall'][number], 'until'>;

/** Who is on call, and whose turn it is but who is off. */
export interface Duty {
  on: OnDuty[];
  off: OnCall['off'];
}

/** A time in which the same overrides and leaves are in force. */
interface InForce extends Departures, Span {}

/**
 * Cuts a time wherever an override or a leave begins or ends.
 *
 * @param from in milliseconds since 1970
 * @param to in milliseconds since 1970; no longer part of it
 * @returns parts in order that fill the time, the overrides in them in the order of their creation
 */
export function departuresBetween({ overrides, leaves }: Departures, from: number, to: number): InForce[] {
  const touching = (one: Span) => one.from < to && from < one.to;
  const timedOverrides = overrides
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map(timed)
    .filter(touching);
  const timedLeaves = leaves.map(timed).filter(touching);
  const instants = new Set([from, to]);
  for (const one of [...timedOverrides, ...timedLeaves]) {
    instants.add(Math.max(one.from, from)).add(Math.min(one.to, to));
  }
  const cuts = [...instants].sort((one, other) => one - other);
  return cuts.slice(0, -1).map((begin, index) => {
    const inForce = (one: Span) => one.from <= begin && begin < one.to;
    return {
      from: begin,
      to: cuts[index + 1] ?? to,
      overrides: timedOverrides.filter(inForce).map(({ it }) => it),
      leaves: timedLeaves.filter(inForce).map(({ it }) => it),
    };
  });
}

const timed = <It extends { from: string; to: string }>(it: It) => ({
  it,
  from: Date.parse(it.from),
  to: Date.parse(it.to),
});

/**
 * Applies the overrides and leaves that are in force at one instant.
 *
 * Each override sees what those before it made; leaves come last. Whoever would be on call twice is so once, by
 * what came first.
 *
 * @param onDuty who is on call by the layers
 * @param departures the overrides in the order of their creation
 */
export function depart(onDuty: OnDuty[], { overrides, leaves }: Departures): Duty {
  if (overrides.length === 0 && leaves.length === 0) return { on: onDuty, off: [] };
  const duty: Duty = { on: onDuty, off: [] };
  for (const override of overrides) applyOverride(duty, override);
  applyLeaves(duty, leaves);
  const on = eachOnce(duty.on);
  const off = eachOnce(duty.off).filter((one) => !on.some(({ contactId }) => contactId === one.contactId));
  return { on, off };
}

function applyOverride(duty: Duty, { id, action, contactId, replaces }: Override): void {
  if (action === 'add') {
    const override: Departure = { kind: 'override', action, id, instead: null };
    duty.on = [...duty.on, { contactId, layer: null, override }];
    return;
  }
  const instead = replaces ?? contactId;
  takeOff(duty, { kind: 'override', action, id, instead }, instead, action === 'replace' ? contactId : null);
}

/** A substitute who is away is off too, and not replaced by theirs, whom nobody asked about these turns. */
function applyLeaves(duty: Duty, leaves: ContactLeave[]): void {
  const away = new Map(leaves.toReversed().map((leave) => [leave.contactId, leave.substituteId]));
  for (const [contactId, substituteId] of away) {
    const present = substituteId !== null && !away.has(substituteId) ? substituteId : null;
    const action = present === null ? 'remove' : 'replace';
    takeOff(duty, { kind: 'leave', action, id: null, instead: contactId }, contactId, present);
  }
}

function takeOff(duty: Duty, override: Departure, contactId: string, successorId: string | null): void {
  const { off } = duty;
  duty.on = duty.on.flatMap((person) => {
    if (person.contactId !== contactId) return [person];
    if (person.layer !== null) off.push({ contactId, layer: person.layer, override });
    return successorId === null ? [] : [{ contactId: successorId, layer: person.layer, override }];
  });
}

function eachOnce<Person extends { contactId: string }>(people: Person[]): Person[] {
  const seen = new Set<string>();
  return people.filter(({ contactId }) => seen.size < seen.add(contactId).size);
}
