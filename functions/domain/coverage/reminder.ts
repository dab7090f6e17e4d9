import type { Contact } from '../contact/schema.ts';
import { spokenTime } from '../localTime/spoken.ts';
import type { Schedule } from '../schedule/schema.ts';
import { plainLine } from '../text.ts';
import type { UpcomingShift } from './upcomingShifts.ts';

/** Reminds somebody of a shift, in their own time zone. */
export function reminderOf(
  { from, to }: UpcomingShift,
  { id, name }: Pick<Schedule, 'id' | 'name'>,
  contact: Pick<Contact, 'name' | 'timeZone'>,
): { subject: string; email: string; sms: string } {
  const begin = spokenTime(from, contact.timeZone);
  const end = to === null ? 'until further notice' : `to ${spokenTime(to, contact.timeZone)}`;
  const schedule = plainLine(name);
  return {
    subject: `Muster: you are on call from ${begin}`,
    email: [
      `Hello ${plainLine(contact.name)},`,
      '',
      `you are on call on ${schedule} from ${begin} ${end}.`,
      '',
      `Can you not be there? Ask somebody to take over, and write it down: POST /v1/schedules/${id}/overrides.`,
      'Have a quiet time.',
    ].join('\n'),
    sms: `Muster: you are on call on ${schedule} from ${begin} ${end}.`,
  };
}
