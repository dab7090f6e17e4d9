import type { escalationPolicyRoutes } from '#contract/escalationPolicies.ts';
import { escalationPolicyInput } from '#domain/escalation/schema.ts';
import { create } from '#operations/configuration/create.ts';
import { escalationPolicyKind } from '#operations/configuration/kinds.ts';
import { merge } from '#operations/configuration/merge.ts';
import type { ConfigurationPorts } from '#operations/configuration/ports.ts';
import { list, read } from '#operations/configuration/read.ts';
import { remove } from '#operations/configuration/remove.ts';
import { update } from '#operations/configuration/update.ts';
import type { Operations } from '../http/createApi.ts';

/** What answers the routes of escalation policies. */
export const escalationPolicyOperations = (
  ports: ConfigurationPorts,
): Operations<typeof escalationPolicyRoutes> => ({
  listEscalationPolicies: async ({ query }) => ({
    status: 200,
    body: await list(escalationPolicyKind, query, ports.store),
  }),
  createEscalationPolicy: async ({ body, creationId, actor }) => {
    const { thing } = await create(escalationPolicyKind, { body, creationId, actor }, ports);
    return { status: 201, body: thing };
  },
  getEscalationPolicy: async ({ params }) => ({
    status: 200,
    body: await read(escalationPolicyKind, params.id, ports.store),
  }),
  replaceEscalationPolicy: async ({ params, body, ifMatch, actor }) => {
    const { thing } = await update(
      escalationPolicyKind,
      { id: params.id, ifMatch, actor, derive: () => body },
      ports,
    );
    return { status: 200, body: thing };
  },
  changeEscalationPolicy: async ({ params, body: patch, ifMatch, actor }) => {
    const { thing } = await update(
      escalationPolicyKind,
      {
        id: params.id,
        ifMatch,
        actor,
        derive: (before) => merge(escalationPolicyInput, before.body, patch),
      },
      ports,
    );
    return { status: 200, body: thing };
  },
  deleteEscalationPolicy: async ({ params, ifMatch, actor }) => {
    await remove(escalationPolicyKind, { id: params.id, ifMatch, actor }, ports);
    return { status: 204, body: undefined };
  },
});
