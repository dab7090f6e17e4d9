import * as z from 'zod';
import { id, instant, line, patchOf } from '../schema.ts';

export const channel = z.enum(['email', 'sms']);
export type Channel = z.infer<typeof channel>;

const fields = z.strictObject({
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
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, { message: 'Give an IANA time zone, for example Europe/Berlin.' })
    .default('UTC'),
});

export const contactInput = fields.refine((contact) => contact.email !== null || contact.phone !== null, {
  message: 'Give an email or a phone: a contact that has neither can not be paged.',
  path: ['email'],
});
export type ContactInput = z.infer<typeof contactInput>;

export const contactPatch = patchOf(fields);

export const contact = z.object({
  ...fields.shape,
  id: id('ctc'),
  /** The contact's own email topic; null without an email. */
  emailTopicArn: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
  etag: z.string(),
});
export type Contact = z.infer<typeof contact>;

function isTimeZone(name: string): boolean {
  try {
    // Intl also takes offsets such as +01:00, which are not zones: they know no daylight saving.
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
