import * as z from 'zod';
import { channel } from '../contact/schema.ts';
import { id, instant } from '../schema.ts';

const notificationState = z.enum(['pending', 'sent', 'failed', 'skipped']);

/** One row for each person, channel and level. */
export const notification = z.object({
  /** When it came to its state. */
  at: instant,
  contactId: id('ctc'),
  /** Null where the contact could not be asked for a channel at all. */
  channel: channel.nullable(),
  /** From 1; 0: the person was asked to help, whatever the level. */
  level: z.int(),
  pass: z.int(),
  /** From 1: the how manieth page by this channel, where the person's rules want several. */
  attempt: z.int(),
  state: notificationState,
  /** When it goes out; null where it does not. */
  dueAt: instant.nullable(),
  /** Whether it waits for the end of a quiet time, and then goes out in one message with others. */
  bundled: z.boolean(),
  reason: z.string(),
});
export type Notification = z.infer<typeof notification>;
