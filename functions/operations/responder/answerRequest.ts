import type { Asked } from '#domain/incident/move.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { type Answer, decideAnswer } from '#domain/responder/answer.ts';
import { wakeClock } from '../clock/wake.ts';
import { type ChangePorts, changeIncident, notFound } from '../incident/changeIncident.ts';
import type { Organisation } from '../incident/store.ts';

/**
 * Writes down what somebody who was asked to help has answered, by whatever way it came in.
 *
 * @throws Refusal `not-found`, `conflict`, or `invalid-transition` where they have given the other answer, or the
 *   incident is resolved or over
 */
export async function answerRequest(
  incidentId: string,
  contactId: string,
  answer: Answer,
  asked: Omit<Asked, 'now'>,
  ports: ChangePorts & { organisation: Pick<Organisation, 'contacts'> },
): Promise<IncidentRecord> {
  const contact = (await ports.organisation.contacts([contactId])).get(contactId);
  // Somebody who has been deleted may have been asked before, and goes by the id.
  const person = { id: contactId, name: contact?.name ?? contactId };
  let seen: IncidentRecord | undefined;
  const change = await changeIncident(
    incidentId,
    (record) => {
      seen = record;
      return decideAnswer(record, person, answer, { ...asked, now: ports.clock.now() });
    },
    ports,
  );
  if (change) {
    await wakeClock(change, ports);
    return change.after;
  }
  if (!seen) throw notFound(incidentId);
  return seen;
}
