import { type LinkAction, offeredActions } from '#domain/acknowledgement/actions.ts';
import type { Person } from '#domain/contact/person.ts';
import type { Asked } from '#domain/incident/asked.ts';
import type { Change } from '#domain/incident/change.ts';
import { decideMove } from '#domain/incident/move.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { decideAnswer, withAcceptance } from '#domain/responder/answer.ts';
import { wakeClock } from '../clock/wake.ts';
import { type ChangePorts, changeIncident } from '../incident/changeIncident.ts';
import { awaitPaging } from '../paging/awaitPaging.ts';
import { followLink, type LinkPorts } from './links.ts';
import { type LinkView, viewLink } from './viewLink.ts';

/**
 * Does what a button behind a link says, in the name of the contact whose link it is. What the link does not offer
 * now does nothing, and the view says how it stands: the button was pressed twice, or late.
 *
 * @param action undefined: acknowledges for those whom a level has paged, else accepts
 * @throws Refusal as `followLink`, or `conflict`
 */
export async function actByLink(
  token: string,
  action: LinkAction | undefined,
  ports: LinkPorts & ChangePorts,
): Promise<LinkView> {
  const { record, contact, pagedByLevel } = await followLink(token, ports);
  const pressed = action ?? (pagedByLevel ? 'acknowledge' : 'accept');
  const actor = { type: 'contact' as const, id: contact.id, name: contact.name };
  let found = record;
  const change = await changeIncident(
    record.id,
    (current) => {
      found = current;
      if (!offeredActions(current, contact.id, pagedByLevel).includes(pressed)) return undefined;
      const asked = { actor, now: ports.clock.now(), reason: 'By the link of a page.' };
      return decide(current, contact, pressed, asked);
    },
    ports,
  );
  if (change) await wakeClock(change, ports);
  // Somebody else's acknowledgement may still be waiting for pages on their way: this answer says the same.
  if (pressed === 'acknowledge') await awaitPaging(change?.after ?? found, ports);
  return { ...(await viewLink(token, ports)), done: change ? pressed : null };
}

function decide(
  record: IncidentRecord,
  person: Person,
  action: LinkAction,
  asked: Asked,
): Change | undefined {
  switch (action) {
    case 'acknowledge':
      return withAcceptance(decideMove(record, { name: 'acknowledge' }, asked), person, asked);
    case 'accept':
      return decideAnswer(record, person, 'accepted', asked);
    case 'decline':
      return decideAnswer(record, person, 'declined', asked);
  }
}
