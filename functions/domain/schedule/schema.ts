import * as z from 'zod';
import { durationSeconds } from '../duration.ts';
import { dailyWindow } from '../localTime/schema.ts';
import {
  calendarDate,
  configurationKey,
  duration,
  id,
  identity,
  instant,
  line,
  patchOf,
  timeOfDay,
  timeZone,
} from '../schema.ts';

const HOUR = 3600;

/** Hours or days: a rotation is kept by the clock on the wall, which knows nothing shorter. */
const every = duration
  .refine((text) => (durationSeconds(text) ?? 0) >= HOUR && (durationSeconds(text) ?? 0) % HOUR === 0, {
    message: 'Give whole hours, days or weeks, for example PT12H, P1D or P7D.',
  })
  .meta({ description: 'How long a turn lasts: whole hours, days or weeks' });

/** So that a schedule and the people whom it gains and loses fit one DynamoDB transaction of 100 items. */
const MOST_PEOPLE = 40;

const layer = z
  .strictObject({
    name: line(120),
    /** In the order of their turns. */
    participants: z.array(id('ctc')).min(1).max(50),
    rotation: z.strictObject({
      every,
      /** The time on the wall at which turns begin. */
      handoff: timeOfDay,
      /** The day of the first turn. */
      from: calendarDate,
    }),
    /** When the layer counts; left out or empty: always. */
    restrictions: z.array(dailyWindow).max(20).optional(),
    /** How many are on call at once: whose turn it is and those after them. */
    onCall: z.int().min(1).max(10).default(1),
    /** The layer ends at this instant. */
    until: instant.nullable().default(null),
  })
  .refine(({ onCall, participants }) => onCall <= new Set(participants).size, {
    message: 'Name at least as many different participants as are on call at once.',
    path: ['onCall'],
  });
export type Layer = z.infer<typeof layer>;

export const scheduleInput = z.strictObject({
  key: configurationKey,
  name: line(120),
  timeZone,
  /** The team that owns it, and hears of its gaps. */
  teamId: id('team').nullable().default(null),
  /** Nobody on call at times is meant so, outside of office hours for example: the daily check does not mention it. */
  gapsAllowed: z.boolean().default(false),
  /** Later layers win over earlier ones. */
  layers: z
    .array(layer)
    .min(1)
    .max(12)
    .refine((layers) => new Set(layers.flatMap(({ participants }) => participants)).size <= MOST_PEOPLE, {
      message: `Name at most ${MOST_PEOPLE} different people in one schedule.`,
    }),
});
export type ScheduleInput = z.infer<typeof scheduleInput>;

export const schedulePatch = patchOf(scheduleInput);

export const schedule = z.object({
  ...scheduleInput.shape,
  ...identity('sch'),
});
export type Schedule = z.infer<typeof schedule>;

export const overrideInput = z
  .strictObject({
    action: z.enum(['add', 'remove', 'replace']),
    /** Who is added, removed, or takes over. */
    contactId: id('ctc'),
    /** Whose turns are taken over; needed with `replace`, and only there. */
    replaces: id('ctc').optional(),
    from: instant,
    to: instant,
  })
  .refine(({ from, to }) => from < to, { message: 'End it after it begins.', path: ['to'] })
  .refine(({ action, replaces }) => (action === 'replace') === (replaces !== undefined), {
    message: 'Say whose turns are taken over, with "replace" and only there.',
    path: ['replaces'],
  })
  .refine(({ contactId, replaces }) => contactId !== replaces, {
    message: 'Somebody else has to take over.',
    path: ['replaces'],
  });
export type OverrideInput = z.infer<typeof overrideInput>;

export const override = z.object({
  id: id('ovr'),
  ...overrideInput.shape,
  createdAt: instant,
});
export type Override = z.infer<typeof override>;

/** Why somebody is, or is not, on call other than by the layers: an override, or a leave of theirs. */
const departure = z.object({
  kind: z.enum(['override', 'leave']),
  action: z.enum(['add', 'remove', 'replace']),
  /** The override's id; null for a leave. */
  id: id('ovr').nullable(),
  /** Whose turn it would be; null for `add`. */
  instead: id('ctc').nullable(),
});
export type Departure = z.infer<typeof departure>;

export const onCall = z.object({
  at: instant,
  onCall: z.array(
    z.object({
      contactId: id('ctc'),
      /** The layer's name; null for somebody whom an override added. */
      layer: z.string().nullable(),
      /** When this ends; null: not within a year. */
      until: instant.nullable(),
      override: departure.optional(),
    }),
  ),
  /** Whose turn it is and who is off because of an override or a leave. */
  off: z.array(z.object({ contactId: id('ctc'), layer: z.string(), override: departure })),
});
export type OnCall = z.infer<typeof onCall>;

export const shift = z.object({
  contactId: id('ctc'),
  layer: z.string().nullable(),
  from: instant,
  to: instant,
  override: departure.optional(),
});
export type Shift = z.infer<typeof shift>;

export const gap = z.object({ from: instant, to: instant });
export type Gap = z.infer<typeof gap>;
