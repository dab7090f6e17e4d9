import type { IncidentRecord } from '../incident/record.ts';
import { isOngoing } from '../incident/status.ts';

/** What the buttons behind a link do. */
export const linkActions = ['acknowledge', 'accept', 'decline'] as const;
export type LinkAction = (typeof linkActions)[number];

/**
 * The buttons that a link shows now: acknowledging is for those whom a level has paged, while nobody has; accepting and
 * declining for those who were asked to help and have not answered.
 *
 * @param pagedByLevel whether a level has paged the contact, whatever became of the page
 */
export function offeredActions(
  { status, responders }: Pick<IncidentRecord, 'status' | 'responders'>,
  contactId: string,
  pagedByLevel: boolean,
): LinkAction[] {
  const asked = responders.find((responder) => responder.contactId === contactId);
  return [
    ...(pagedByLevel && status === 'triggered' ? (['acknowledge'] as const) : []),
    ...(asked?.state === 'requested' && isOngoing(status) ? (['accept', 'decline'] as const) : []),
  ];
}
