import type { Person } from '../contact/person.ts';
import type { Asked } from '../incident/asked.ts';
import { type Change, changeOf, type EventDraft } from '../incident/change.ts';
import type { IncidentRecord } from '../incident/record.ts';
import { lookAtPages } from '../incident/trigger.ts';
import { Refusal } from '../refusal.ts';
import { requireOngoing } from './ongoing.ts';
import type { Responder } from './schema.ts';

export type Answer = Exclude<Responder['state'], 'requested'>;

/**
 * Decides the answer of somebody who was asked to help. It says nothing of the incident itself, which stays as it is:
 * accepting acknowledges nothing. The first answer stands until they are asked anew. Their waiting pages are dropped.
 *
 * @returns the change, or undefined where they have given this answer already
 * @throws Refusal `not-found` where they have not been asked, `invalid-transition` where they have given the other
 *   answer, or the incident is resolved or over
 */
export function decideAnswer(
  record: IncidentRecord,
  person: Person,
  answer: Answer,
  asked: Asked,
): Change | undefined {
  const responder = record.responders.find(({ contactId }) => contactId === person.id);
  if (!responder) {
    throw new Refusal(
      'not-found',
      `${person.name} has not been asked to help with incident #${record.number}. Ask with POST /v1/incidents/${record.number}/responders.`,
    );
  }
  if (responder.state === answer) return undefined;
  requireOngoing(record);
  if (responder.state !== 'requested') {
    throw new Refusal(
      'invalid-transition',
      `${person.name} has ${responder.state} already, and the first answer stands.${responder.state === 'declined' ? ' Ask them anew if they can help after all.' : ''}`,
      { allowed: [], state: responder.state },
    );
  }
  return changeOf(
    record,
    asked.now,
    { ...answered(record, person, answer, asked), ...lookAtPages(record, asked.now) },
    [answerEvent(person, answer, asked)],
  );
}

/**
 * Takes an acknowledgement of somebody who was asked to help for their acceptance, too: they are at it, and would
 * only be paged again with a question that they have answered.
 *
 * @param acknowledgement their own
 * @returns the same, with the answer where one is due
 */
export function withAcceptance(acknowledgement: Change, person: Person, asked: Asked): Change {
  const { after, events } = acknowledgement;
  const responder = after.responders.find(({ contactId }) => contactId === person.id);
  if (responder?.state !== 'requested') return acknowledgement;
  return {
    ...acknowledgement,
    after: { ...after, ...answered(after, person, 'accepted', asked) },
    events: [
      ...events,
      answerEvent(person, 'accepted', { ...asked, reason: 'They have acknowledged the incident.' }),
    ],
  };
}

function answered(
  { responders }: IncidentRecord,
  { id }: Person,
  state: Answer,
  { now }: Asked,
): Pick<IncidentRecord, 'responders'> {
  const answeredAt = now.toISOString();
  return {
    responders: responders.map((one) => (one.contactId === id ? { ...one, state, answeredAt } : one)),
  };
}

function answerEvent({ id, name }: Person, answer: Answer, { actor, reason }: Asked): EventDraft {
  return {
    type: `responder.${answer}`,
    actor,
    data: { contactId: id, contact: name },
    ...(reason ? { reason } : {}),
  };
}
