import * as z from 'zod';
import { id, instant, line } from '../schema.ts';

export const contactInput = z
  .strictObject({
    name: line(120),
    email: z.email().max(254).nullable().default(null),
    phone: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, { message: 'Give the number in E.164, for example +4915112345678.' })
      .nullable()
      .default(null),
    timeZone: z
      .string()
      .refine(isTimeZone, { message: 'Give an IANA time zone, for example Europe/Berlin.' })
      .default('UTC'),
  })
  .refine((contact) => contact.email !== null || contact.phone !== null, {
    message: 'Give an email or a phone: a contact that has neither can not be paged.',
    path: ['email'],
  });

export const contact = z.object({
  ...contactInput.shape,
  id: id('ctc'),
  /** The contact's own email topic; null without an email. */
  emailTopicArn: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
  etag: z.string(),
});
export type Contact = z.infer<typeof contact>;

export const channel = z.enum(['email', 'sms']);
export type Channel = z.infer<typeof channel>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
