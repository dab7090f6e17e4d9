import * as z from 'zod';
import { durationSeconds } from './duration.ts';
import { oneLine } from './text.ts';

/** A year: what is asked to take longer is a typing mistake. */
const LONGEST_SECONDS = 366 * 24 * 3600;

/** An instant, RFC 3339; one with an offset becomes UTC with milliseconds, so that instants sort as text. */
export const instant = z.iso
  .datetime({ offset: true, message: 'Give an RFC 3339 time, for example 2026-01-31T09:30:00Z.' })
  .overwrite((text) => (Number.isNaN(Date.parse(text)) ? text : new Date(text).toISOString()))
  .refine((text) => text >= '1969' && text < '2200', { message: 'Give a time between 1970 and 2199.' })
  .meta({ description: 'RFC 3339, UTC', pattern: '^(19[7-9]|20\\d|21\\d)\\d-' });

/** An ISO 8601 duration such as `PT5M`. */
export const duration = z
  .string()
  .refine((text) => (durationSeconds(text) ?? Number.POSITIVE_INFINITY) <= LONGEST_SECONDS, {
    message: 'Give an ISO 8601 duration of at most a year, for example PT5M or P1D.',
  })
  .meta({
    description: 'ISO 8601 duration of at most a year, for example PT5M',
    pattern: '^P(?=.)(\\d{1,2}W)?(\\d{1,3}D)?(T(?=.)(\\d{1,3}H)?(\\d{1,4}M)?(\\d{1,5}S)?)?$',
  });

/** A duration that is not zero. */
export const someTime = duration.refine((text) => durationSeconds(text) !== 0, {
  message: 'Give people some time, for example PT30M.',
});

const ULID = '[0-9A-HJKMNP-TV-Z]{26}';

/**
 * The schema of an id: a type prefix and a ULID (contract section 2).
 *
 * @param prefix for example `inc`
 */
export const id = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_${ULID}$`), { message: `Give an id such as ${prefix}_01J… .` })
    .meta({ description: `${prefix}_ and a ULID` });

/**
 * What everything that is configured has beside its own fields, in the eyes of outsiders.
 *
 * @param prefix of its id, for example `ctc`
 */
export const identity = (prefix: string) => ({
  id: id(prefix),
  createdAt: instant,
  updatedAt: instant,
  etag: z.string(),
});

/**
 * One line of text for people: not blank; line breaks and control characters become spaces.
 *
 * @param longest in UTF-16 units
 */
export const line = (longest: number) =>
  z
    .string()
    .overwrite(oneLine)
    .min(1)
    .max(longest)
    .meta({ pattern: '[^\\s\\u0000-\\u001f\\u007f-\\u009f\\ufeff]' });

/**
 * Text of several lines for people: not blank.
 *
 * @param longest in UTF-16 units
 */
export const text = (longest: number) =>
  z.string().trim().min(1).max(longest).meta({ pattern: '[^\\s\\ufeff]' });

/**
 * What a PATCH of an input takes: each field may be left out, and one that is left out gets no default.
 *
 * @param input the whole thing, as POST and PUT take it
 */
export function patchOf<Shape extends z.ZodRawShape>(input: z.ZodObject<Shape>) {
  const fields = Object.entries(input.shape).map(([name, field]) => [
    name,
    z.optional(field instanceof z.ZodDefault ? field.unwrap() : field),
  ]);
  return z.strictObject(Object.fromEntries(fields) as PatchShape<Shape>);
}

type PatchShape<Shape extends z.ZodRawShape> = {
  [Field in keyof Shape]: z.ZodOptional<
    Shape[Field] extends z.ZodDefault<infer Inner extends z.core.SomeType> ? Inner : Shape[Field]
  >;
};

/** An IANA time zone. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { message: 'Give an IANA time zone, for example Europe/Berlin.' })
  .meta({ description: 'IANA time zone', examples: ['Europe/Berlin'] });

function isTimeZone(name: string): boolean {
  try {
    // Intl also takes offsets such as +01:00, which are not zones: they know no daylight saving.
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** A time on the wall, `09:00`. */
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'Give a time of the day, for example 09:00.' });

/** A day in the calendar, `2026-01-31`. */
export const calendarDate = z.iso
  .date({ message: 'Give a date, for example 2026-01-31.' })
  .refine((text) => text >= '1970' && text < '2200', { message: 'Give a date between 1970 and 2199.' });

export const weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
export type Weekday = z.infer<typeof weekday>;

/**
 * The stable key by which configuration as code knows a thing: its file's name, a slash, and its own key.
 * Null: the thing is kept by hand.
 */
export const configurationKey = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}(\/[a-z0-9][a-z0-9-]{0,79})?$/, {
    message: 'Give a key of lower case letters, digits and hyphens, for example platform/payments.',
  })
  .nullable()
  .default(null)
  .meta({ description: 'A key of its own among the things of its kind, for configuration as code' });

export const level = z.enum(['critical', 'high', 'medium', 'low']);
export type Level = z.infer<typeof level>;

export const priority = z.enum(['P1', 'P2', 'P3', 'P4', 'P5']);
export type Priority = z.infer<typeof priority>;
