import * as z from 'zod';
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
  timeZone,
  weekday,
} from '../schema.ts';

export const channel = z.enum(['email', 'sms']);
export type Channel = z.infer<typeof channel>;

const ruleSteps = z
  .array(
    z.strictObject({
      /** The time since the level was reached. */
      after: duration,
      channel,
    }),
  )
  .min(1)
  .max(10);

/** How somebody wants to be paged. Null: by every channel at once. */
const notificationRules = z.strictObject({
  /** For P1 and P2. */
  high: ruleSteps.nullable().default(null),
  /** For P3 to P5. */
  low: ruleSteps.nullable().default(null),
});

/** When pages of low urgency wait, by the clock on this person's own wall. High urgency never waits. */
const quietTimes = z
  .strictObject({
    /** Each day. `to` not after `from`: the next day. */
    hours: dailyWindow
      .omit({ weekdays: true })
      .refine(({ from, to }) => from !== to, {
        message: 'Leave some time of the day, or nothing ever arrives.',
        path: ['to'],
      })
      .nullable()
      .default(null),
    /** Whole days of each week. */
    weekdays: z.array(weekday).max(7).default([]),
    /** Whole days. */
    holidays: z.array(calendarDate).max(100).default([]),
  })
  .refine(({ weekdays }) => new Set(weekdays).size < 7, {
    message: 'Leave at least one day of the week, or nothing ever arrives.',
    path: ['weekdays'],
  });

const leave = z
  .strictObject({
    from: instant,
    to: instant,
    /** Who stands in, on schedules; null: nobody. */
    substituteId: id('ctc').nullable().default(null),
  })
  .refine(({ from, to }) => from < to, { message: 'End it after it begins.', path: ['to'] });
export type Leave = z.infer<typeof leave>;

const fields = z.strictObject({
  key: configurationKey,
  name: line(120),
  email: z
    .email({ message: 'Give an email address, for example ada@example.org.', abort: true })
    .max(254)
    // RFC 5321, section 4.5.3.1.1: mail servers take no more before the @.
    .regex(/^.{1,64}@/, { message: 'Give an email address with at most 64 characters before the @.' })
    .nullable()
    .default(null),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, { message: 'Give the number in E.164, for example +4915112345678.' })
    .nullable()
    .default(null),
  timeZone: timeZone.default('UTC'),
  notificationRules: notificationRules.default({ high: null, low: null }),
  quietTimes: quietTimes.default({ hours: null, weekdays: [], holidays: [] }),
  /** Times in which the contact is not paged, and is off every schedule. */
  leave: z.array(leave).max(40).default([]),
});

export const contactInput = fields.refine((contact) => contact.email !== null || contact.phone !== null, {
  message: 'Give an email or a phone: a contact that has neither can not be paged.',
  path: ['email'],
});
export type ContactInput = z.infer<typeof contactInput>;

export const contactPatch = patchOf(fields);

/** What came of a test page on one channel. */
const testResult = z.object({
  channel,
  state: z.enum(['sent', 'failed']),
  /** What the channel said. */
  reason: z.string(),
});
export type TestResult = z.infer<typeof testResult>;

/** What came of a test page. */
export const contactTest = z.object({ at: instant, results: z.array(testResult) });

/** What is known of whether somebody can be reached. Nothing in it keeps a page back. */
const reachability = z.object({
  /** Null without an email; `pending` until the person confirms SNS's own message. */
  email: z.enum(['pending', 'confirmed']).nullable(),
  /** Null without a phone; `unverified` until the person gives back a code. */
  phone: z.enum(['unverified', 'verified']).nullable(),
  lastTest: contactTest.nullable(),
});
export type Reachability = z.infer<typeof reachability>;

export const contact = z.object({
  ...fields.shape,
  ...identity('ctc'),
  /** The contact's own email topic; null without an email. */
  emailTopicArn: z.string().nullable(),
  reachability,
});
export type Contact = z.infer<typeof contact>;
