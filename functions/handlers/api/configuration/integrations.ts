import type { integrationRoutes } from '#contract/integrations.ts';
import { integrationKind } from '#operations/configuration/kinds.ts';
import { list, read } from '#operations/configuration/read.ts';
import { changeIntegration, revokeIntegration } from '#operations/integrations/changeIntegration.ts';
import { createIntegration, type IntegrationPorts } from '#operations/integrations/createIntegration.ts';
import { rotateIntegrationKey } from '#operations/integrations/renewKey.ts';
import type { Operations } from '../http/createApi.ts';

/** What answers the routes of integrations. */
export const integrationOperations = (ports: IntegrationPorts): Operations<typeof integrationRoutes> => ({
  listIntegrations: async ({ query }) => ({
    status: 200,
    body: await list(integrationKind, query, ports.store),
  }),
  createIntegration: async ({ body: input, creationId, actor }) => ({
    status: 201,
    body: await createIntegration({ input, creationId, actor }, ports),
  }),
  getIntegration: async ({ params }) => ({
    status: 200,
    body: await read(integrationKind, params.id, ports.store),
  }),
  changeIntegration: async ({ params, body: patch, ifMatch, actor }) => ({
    status: 200,
    body: await changeIntegration({ id: params.id, patch, ifMatch, actor }, ports),
  }),
  rotateIntegrationKey: async ({ params, actor }) => ({
    status: 200,
    body: await rotateIntegrationKey({ id: params.id, actor }, ports),
  }),
  revokeIntegration: async ({ params, ifMatch, actor }) => {
    await revokeIntegration({ id: params.id, ifMatch, actor }, ports);
    return { status: 204, body: undefined };
  },
});
