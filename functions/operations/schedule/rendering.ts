import { invalidField, type Refusal } from '#domain/refusal.ts';
import type { Departures } from '#domain/schedule/departures.ts';
import { gapsOf } from '#domain/schedule/gaps.ts';
import type { Rota } from '#domain/schedule/layers.ts';
import { onCallAt } from '#domain/schedule/onCall.ts';
import { longestSpan } from '#domain/schedule/pace.ts';
import type { Gap, OnCall, ScheduleInput, Shift } from '#domain/schedule/schema.ts';
import { shiftsOf } from '#domain/schedule/shifts.ts';
import type { Clock } from '../ports.ts';
import { departuresOfUnsaved, loadRota, type RotaPorts } from './rotas.ts';
import { askedSpan } from './span.ts';

export type RenderingPorts = RotaPorts & { clock: Clock };

/** RFC 3339; what is left out has a default. */
interface AskedSpan {
  from?: string | undefined;
  to?: string | undefined;
}

/** Lambda answers at most 6 MB; this many shifts or gaps are less than half of that. */
const MOST_ITEMS = 10_000;

/**
 * Who is on call on a schedule.
 *
 * @param at RFC 3339; left out: now
 * @throws Refusal `not-found`
 */
export async function readOnCall(
  scheduleId: string,
  at: string | undefined,
  ports: RenderingPorts,
): Promise<OnCall> {
  const instant = at === undefined ? ports.clock.now() : new Date(at);
  const { schedule, departures } = await loadRota(scheduleId, instant, ports);
  return onCallAt(schedule, departures, instant);
}

/**
 * The shifts of a schedule.
 *
 * @throws Refusal `not-found`; `validation-failed` for a span that is none, is too long or has too many shifts
 */
export async function readShifts(
  scheduleId: string,
  asked: AskedSpan,
  ports: RenderingPorts,
): Promise<Shift[]> {
  return await rendered(shiftsOf, scheduleId, asked, ports);
}

/** The gaps of a schedule, in the same way as `readShifts`. */
export async function readGaps(scheduleId: string, asked: AskedSpan, ports: RenderingPorts): Promise<Gap[]> {
  return await rendered(gapsOf, scheduleId, asked, ports);
}

/**
 * What a schedule that is not saved would come to.
 *
 * @throws Refusal `validation-failed` as `readShifts`
 */
export async function previewSchedule(
  input: ScheduleInput,
  asked: AskedSpan,
  ports: RenderingPorts,
): Promise<{ shifts: Shift[]; gaps: Gap[] }> {
  const { from, to } = askedSpan(asked, ports.clock.now());
  requireFewChanges(input, from, to);
  const departures = await departuresOfUnsaved(input, from, ports);
  return {
    shifts: notTooMany(shiftsOf(input, departures, from, to)),
    gaps: notTooMany(gapsOf(input, departures, from, to)),
  };
}

async function rendered<Item>(
  render: (rota: Rota, departures: Departures, from: Date, to: Date) => Item[],
  scheduleId: string,
  asked: AskedSpan,
  ports: RenderingPorts,
): Promise<Item[]> {
  const { from, to } = askedSpan(asked, ports.clock.now());
  const { schedule, departures } = await loadRota(scheduleId, from, ports);
  requireFewChanges(schedule, from, to);
  return notTooMany(render(schedule, departures, from, to));
}

function requireFewChanges(rota: Rota, from: Date, to: Date): void {
  if (to.getTime() - from.getTime() <= longestSpan(rota)) return;
  throw tooLong('The layers change too often to show so long a time at once. Ask for a shorter time.');
}

function notTooMany<Item>(items: Item[]): Item[] {
  if (items.length <= MOST_ITEMS) return items;
  throw tooLong(`This is more than ${MOST_ITEMS} at once. Ask for a shorter time.`);
}

const tooLong = (message: string): Refusal => invalidField('to', message);
