import { type Span, union } from '../localTime/span.ts';
import { shiftsOf } from '../schedule/shifts.ts';
import type { RotaAsKept } from './rotaFindings.ts';

const HOUR_MS = 3600_000;

/** People are reminded so long before: a shift that begins in the morning is told of the evening before. */
const REMIND_BEFORE_MS = 12 * HOUR_MS;
/** Shorter ones are not worth a message. */
const SHORTEST_MS = HOUR_MS;
/** How far the end of a shift is looked for. */
const LOOK_AHEAD_MS = 62 * 24 * HOUR_MS;

/** An unbroken time in which somebody is on call on a schedule. */
export interface UpcomingShift {
  contactId: string;
  from: string;
  /** Null: not within two months. */
  to: string | null;
}

/**
 * The shifts of a schedule that are about to begin, and whose people were not on call just before. What one person does
 * without a break, in whatever layers, is one shift.
 */
export function upcomingShifts({ schedule, departures }: RotaAsKept, now: Date): UpcomingShift[] {
  const begin = now.getTime();
  const end = begin + LOOK_AHEAD_MS;
  const spans = new Map<string, Span[]>();
  for (const { contactId, from, to } of shiftsOf(schedule, departures, now, new Date(end))) {
    const span = { from: Date.parse(from), to: Date.parse(to) };
    spans.set(contactId, [...(spans.get(contactId) ?? []), span]);
  }
  return [...spans].flatMap(([contactId, ones]) =>
    union(ones)
      .filter(({ from, to }) => begin < from && from <= begin + REMIND_BEFORE_MS && to - from >= SHORTEST_MS)
      .map(({ from, to }) => ({
        contactId,
        from: new Date(from).toISOString(),
        to: to === end ? null : new Date(to).toISOString(),
      })),
  );
}
