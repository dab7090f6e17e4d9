import { pagesFor } from '../contact/rules.ts';
import type { Contact } from '../contact/schema.ts';
import type { Urgency } from '../contact/urgency.ts';
import type { Notification } from '../notification/schema.ts';
import type { Position } from './walk.ts';

/**
 * The rows of the pages that somebody gets by their own rules: pending, or one that says why there is none.
 *
 * @param why a sentence that names them
 * @param position what pages them; level 0: somebody asks them to help
 * @param at when, in milliseconds since 1970
 */
export function pageRows(
  contact: Contact,
  urgency: Urgency,
  why: string,
  position: Position,
  at: number,
): Notification[] {
  return pagesFor(contact, urgency, at).map(({ channel, attempt, dueAt, bundled, note }) =>
    channel === null || dueAt === null
      ? skippedRow(contact.id, note, position, at)
      : {
          at: new Date(at).toISOString(),
          contactId: contact.id,
          channel,
          ...position,
          attempt,
          state: 'pending',
          dueAt: new Date(dueAt).toISOString(),
          bundled,
          reason: note ? `${why} ${note}` : why,
        },
  );
}

/** The row of somebody who is not paged. */
export function skippedRow(contactId: string, reason: string, position: Position, at: number): Notification {
  return {
    at: new Date(at).toISOString(),
    contactId,
    channel: null,
    ...position,
    attempt: 1,
    state: 'skipped',
    dueAt: null,
    bundled: false,
    reason,
  };
}
