import { Refusal } from '#domain/refusal.ts';
import { type CalendarEntry, scheduleCalendar } from '#domain/schedule/calendar.ts';
import { longestSpan } from '#domain/schedule/pace.ts';
import type { Schedule } from '#domain/schedule/schema.ts';
import { shiftsOf } from '#domain/schedule/shifts.ts';
import { hashOf } from '../keys/secret.ts';
import type { Clock } from '../ports.ts';
import { loadAllRotas, loadRotas, type RotaPorts, type Rotas } from '../schedule/rotas.ts';
import type { CalendarStore, CalendarSubject } from './store.ts';

export interface CalendarFeedPorts extends RotaPorts {
  calendars: Pick<CalendarStore, 'find'>;
  clock: Clock;
}

const DAY_MS = 24 * 3600_000;
const DAYS_BACK = 30;
const DAYS_AHEAD = 180;
/** Lambda answers at most 6 MB; this many events are less than half of that. */
const MOST_EVENTS = 5_000;

/**
 * The calendar that a token opens: the shifts from 30 days back to 180 days ahead.
 *
 * @returns text of the type `text/calendar`
 * @throws Refusal `not-found`
 */
export async function readCalendar(token: string, ports: CalendarFeedPorts): Promise<string> {
  const feed = await ports.calendars.find(hashOf(token));
  if (!feed) throw unknownAddress();
  const { subject } = feed;
  const now = ports.clock.now();
  const from = new Date(startOfDay(now) - DAYS_BACK * DAY_MS);
  const { rotas, contacts } =
    subject.type === 'schedule'
      ? await loadRotas([subject.id], from, ports)
      : await loadAllRotas(from, ports);
  const name = await nameOf(subject, ports);
  if (name === undefined) throw unknownAddress();
  const entries = rotas.flatMap(({ schedule, departures }) =>
    shiftsOf(schedule, departures, from, endOf(schedule, from))
      .filter(({ contactId }) => subject.type === 'schedule' || contactId === subject.id)
      .map((shift) => ({ schedule, shift })),
  );
  return scheduleCalendar({
    name: `On call: ${name}`,
    entries: asManyAsFit(entries, now),
    names: namesOf(contacts),
    now,
  });
}

/** A whole day, so that the event that the beginning cuts off is the same one all day long. */
const startOfDay = (at: Date): number => Math.floor(at.getTime() / DAY_MS) * DAY_MS;

/** Earlier where layers change so often that nobody could work out all of it. */
const endOf = (schedule: Schedule, from: Date): Date =>
  new Date(from.getTime() + Math.min((DAYS_BACK + DAYS_AHEAD) * DAY_MS, longestSpan(schedule)));

/** Undefined where the subject has been deleted. */
async function nameOf({ type, id }: CalendarSubject, { store }: RotaPorts): Promise<string | undefined> {
  return (await store.get(type, id))?.body.name;
}

const namesOf = (contacts: Rotas['contacts']): Map<string, string> =>
  new Map([...contacts].map(([id, { name }]) => [id, name]));

/** All events, or where they are too many, the next that are not over. */
function asManyAsFit(entries: CalendarEntry[], now: Date): CalendarEntry[] {
  if (entries.length <= MOST_EVENTS) return entries;
  return entries
    .filter(({ shift }) => shift.to > now.toISOString())
    .sort((one, other) => (one.shift.from < other.shift.from ? -1 : 1))
    .slice(0, MOST_EVENTS);
}

const unknownAddress = (): Refusal =>
  new Refusal(
    'not-found',
    'There is no calendar at this address. It may have been revoked or replaced: ask Muster for a new one.',
  );
