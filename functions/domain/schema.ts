import * as z from 'zod';
import { durationSeconds } from './duration.ts';

/** A year: what is asked to take longer is a typing mistake. */
const LONGEST_SECONDS = 366 * 24 * 3600;

/** An instant, RFC 3339 in UTC with milliseconds. */
export const instant = z.iso.datetime({ offset: true }).meta({ description: 'RFC 3339, UTC' });

/** An ISO 8601 duration such as `PT5M`. */
export const duration = z
  .string()
  .refine((text) => (durationSeconds(text) ?? Number.POSITIVE_INFINITY) <= LONGEST_SECONDS, {
    message: 'Give an ISO 8601 duration of at most a year, for example PT5M or P1D.',
  })
  .meta({ description: 'ISO 8601 duration, for example PT5M', pattern: '^P' });

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

/** One line of text for people: no control characters, not blank. */
export const line = (longest: number) => z.string().trim().min(1).max(longest);

export const level = z.enum(['critical', 'high', 'medium', 'low']);
export type Level = z.infer<typeof level>;

export const priority = z.enum(['P1', 'P2', 'P3', 'P4', 'P5']);
export type Priority = z.infer<typeof priority>;
