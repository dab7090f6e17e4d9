import { service, serviceInput, servicePatch } from '#domain/service/schema.ts';
import { configurationRoutes } from './configurationRoutes.ts';
import type { RouteDefinitions } from './route.ts';

const services = configurationRoutes({
  path: '/v1/services',
  prefix: 'svc',
  thing: service,
  input: serviceInput,
  patch: servicePatch,
  summaries: {
    list: 'The services that incidents belong to',
    create: 'Adds a service',
    get: 'One service',
    replace: 'Replaces a service',
    change: 'Replaces the given fields of a service, each as a whole',
    delete: 'Deletes a service that nothing names; the default service stays',
  },
});

export const serviceRoutes = {
  listServices: services.list,
  createService: services.create,
  getService: services.get,
  replaceService: services.replace,
  changeService: services.change,
  deleteService: services.delete,
} as const satisfies RouteDefinitions;
