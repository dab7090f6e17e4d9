import { contactKind, scheduleKind } from '../configuration/kinds.ts';
import { read } from '../configuration/read.ts';
import type { ConfigurationStore } from '../configuration/store.ts';
import type { CalendarSubject } from './store.ts';

/**
 * The name of the schedule or contact that a calendar is of.
 *
 * @throws Refusal `not-found`
 */
export async function subjectName({ type, id }: CalendarSubject, store: ConfigurationStore): Promise<string> {
  const subject =
    type === 'schedule' ? await read(scheduleKind, id, store) : await read(contactKind, id, store);
  return subject.name;
}
