import * as z from 'zod';
import { channel } from '../contact/schema.ts';
import { id, instant } from '../schema.ts';

const notificationState = z.enum(['pending', 'sent', 'failed', 'skipped']);

/** One row for each person, channel and level. */
export const notification = z.object({
  at: instant,
  contactId: id('ctc'),
  /** Null where the contact could not be asked for a channel at all. */
  channel: channel.nullable(),
  level: z.int(),
  pass: z.int(),
  state: notificationState,
  reason: z.string(),
});
export type Notification = z.infer<typeof notification>;
