import { plainLine } from '../text.ts';
import type { Schedule, Shift } from './schema.ts';

/** How often calendar programs should ask again. */
const REFRESH = 'PT1H';

/** RFC 5545 section 3.1: octets in a line, its end not counted. */
const LINE_OCTETS = 75;

/** A shift and the schedule that it belongs to: the feed of a person holds those of several. */
export interface CalendarEntry {
  schedule: Pick<Schedule, 'id' | 'name'>;
  shift: Shift;
}

/** What a calendar feed shows. */
export interface ScheduleCalendar {
  /** For people: what the calendar is called. */
  name: string;
  entries: CalendarEntry[];
  /** The names of contacts, by their ids. */
  names: ReadonlyMap<string, string>;
  now: Date;
}

/**
 * Writes shifts as a calendar that other programs subscribe to (RFC 5545, with REFRESH-INTERVAL of RFC 7986).
 *
 * An event keeps its UID for as long as schedule, person and beginning of the shift stay the same. Being on call
 * does not make anybody busy. What lasts less than a second is left out.
 *
 * @returns text of the type `text/calendar`, in UTF-8
 */
export function scheduleCalendar({ name, entries, names, now }: ScheduleCalendar): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Muster//Schedules//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
    `X-PUBLISHED-TTL:${REFRESH}`,
    ...entries
      .filter(({ shift }) => utc(shift.from) < utc(shift.to))
      .flatMap((entry) => event(entry, names, utc(now.toISOString()))),
    'END:VCALENDAR',
  ]
    .map((line) => `${fold(line)}\r\n`)
    .join('');
}

function event({ schedule, shift }: CalendarEntry, names: ReadonlyMap<string, string>, stamp: string) {
  const explanation = explain(shift, names);
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(`${schedule.id}.${shift.contactId}.${utc(shift.from)}@muster`)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART:${utc(shift.from)}`,
    `DTEND:${utc(shift.to)}`,
    `SUMMARY:${escapeText(`${nameOf(shift.contactId, names)} on call: ${schedule.name}`)}`,
    ...(explanation === null ? [] : [`DESCRIPTION:${escapeText(explanation)}`]),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** Why somebody is on call who would not be by the layers; null where the layers say so. */
function explain({ contactId, override }: Shift, names: ReadonlyMap<string, string>): string | null {
  if (!override) return null;
  const name = nameOf(contactId, names);
  if (override.instead === null) return `An override adds ${name}.`;
  const instead = nameOf(override.instead, names);
  return override.kind === 'leave'
    ? `${name} stands in for ${instead}, who is away.`
    : `${name} takes over from ${instead} by an override.`;
}

const nameOf = (contactId: string, names: ReadonlyMap<string, string>) =>
  names.get(contactId) ?? 'A deleted contact';

/** @returns `20260131T093000Z` for `2026-01-31T09:30:00.000Z` */
const utc = (instant: string) => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;

/** RFC 5545 section 3.3.11, of what has no line breaks left: names come from outside and must not add lines. */
const escapeText = (text: string) => plainLine(text).replace(/[\\;,]/g, '\\$&');

/** Breaks a long line, never within a character of UTF-8. */
function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
