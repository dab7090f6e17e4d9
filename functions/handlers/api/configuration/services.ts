import type { serviceRoutes } from '#contract/services.ts';
import { type ServiceInput, serviceInput } from '#domain/service/schema.ts';
import { create } from '#operations/configuration/create.ts';
import { serviceKind } from '#operations/configuration/kinds.ts';
import { merge } from '#operations/configuration/merge.ts';
import type { ConfigurationPorts } from '#operations/configuration/ports.ts';
import {
  listServices,
  readService,
  removeService,
  updateService,
} from '#operations/configuration/services.ts';
import type { Operations } from '../http/createApi.ts';

/** What answers the routes of services. */
export const serviceOperations = (ports: ConfigurationPorts): Operations<typeof serviceRoutes> => ({
  listServices: async ({ query }) => ({ status: 200, body: await listServices(query, ports) }),
  createService: async ({ body, creationId, actor }) => {
    const { thing } = await create(serviceKind, { body, creationId, actor }, ports);
    return { status: 201, body: thing };
  },
  getService: async ({ params }) => ({ status: 200, body: await readService(params.id, ports) }),
  replaceService: async ({ params, body, ifMatch, actor }) => ({
    status: 200,
    body: await updateService({ id: params.id, ifMatch, actor, derive: () => body }, ports),
  }),
  changeService: async ({ params, body: patch, ifMatch, actor }) => {
    const derive = ({ body }: { body: ServiceInput }) => merge(serviceInput, body, patch);
    return { status: 200, body: await updateService({ id: params.id, ifMatch, actor, derive }, ports) };
  },
  deleteService: async ({ params, ifMatch, actor }) => {
    await removeService({ id: params.id, ifMatch, actor }, ports);
    return { status: 204, body: undefined };
  },
});
