import type { Asked } from '#domain/incident/asked.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { type Answer, decideAnswer } from '#domain/responder/answer.ts';
import { changeAndWake } from '../incident/changeAndWake.ts';
import type { ChangePorts } from '../incident/changeIncident.ts';
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
  return await changeAndWake(
    incidentId,
    (record) => decideAnswer(record, person, answer, { ...asked, now: ports.clock.now() }),
    ports,
  );
}
