import * as z from 'zod';
import { timeOfDay, weekday } from '../schema.ts';

/** A span of time by the clock on the wall that returns each day, or on some days of the week. */
export const dailyWindow = z.strictObject({
  /** The days on which it begins; left out: every day. */
  weekdays: z.array(weekday).min(1).max(7).optional(),
  from: timeOfDay,
  /** Not after `from`: the next day. */
  to: timeOfDay,
});
export type DailyWindow = z.infer<typeof dailyWindow>;
