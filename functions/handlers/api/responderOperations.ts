import type { responderRoutes } from '#contract/responders.ts';
import { presentIncident } from '#domain/incident/record.ts';
import type { Actor } from '#domain/incident/schema.ts';
import type { Answer } from '#domain/responder/answer.ts';
import { incidentIdOf } from '#operations/incident/findIncident.ts';
import type { Organisation } from '#operations/incident/store.ts';
import { answerRequest } from '#operations/responder/answerRequest.ts';
import { type RequestPorts, requestResponders } from '#operations/responder/requestResponders.ts';
import type { Operations } from './http/createApi.ts';

interface AnswerRequest {
  params: { id: string; contactId: string };
  body: { reason?: string | undefined };
  actor: Actor;
}

/** What answers the routes of those who are asked to help. */
export function responderOperations(
  ports: RequestPorts & { organisation: Pick<Organisation, 'contacts'> },
): Operations<typeof responderRoutes> {
  const answer =
    (given: Answer) =>
    async ({ params, body: { reason }, actor }: AnswerRequest) => {
      const incidentId = await incidentIdOf(params.id, ports.incidents);
      const record = await answerRequest(incidentId, params.contactId, given, { actor, reason }, ports);
      return { status: 200 as const, body: presentIncident(record) };
    };
  return {
    requestResponders: async ({ params, body, actor }) => {
      const incidentId = await incidentIdOf(params.id, ports.incidents);
      const { change, ...answered } = await requestResponders(incidentId, body, { actor }, ports);
      return { status: change ? 201 : 200, body: answered };
    },
    acceptRequest: answer('accepted'),
    declineRequest: answer('declined'),
  };
}
