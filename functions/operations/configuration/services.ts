import type { Actor } from '#domain/incident/schema.ts';
import { Refusal } from '#domain/refusal.ts';
import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';
import type { Service } from '#domain/service/schema.ts';
import type { Page } from '../ports.ts';
import { defaultService, readyService } from './defaultService.ts';
import { serviceKind } from './kinds.ts';
import type { ConfigurationPorts } from './ports.ts';
import { allOf, list, read } from './read.ts';
import { remove } from './remove.ts';
import { type Update, update } from './update.ts';

/** A page of the services. The first begins with the default service, which this creates where it is missing. */
export async function listServices(
  query: { limit: number; cursor?: string | undefined },
  ports: ConfigurationPorts,
): Promise<Page<Service>> {
  const page = await list(serviceKind, query, ports.store);
  if (query.cursor !== undefined || page.items[0]?.isDefault) return page;
  await defaultService(ports);
  return await list(serviceKind, query, ports.store);
}

/** All services, the default one among them. */
export async function allServices(ports: ConfigurationPorts): Promise<Service[]> {
  const services = await allOf(serviceKind, ports.store);
  return services.some((service) => service.isDefault)
    ? services
    : [await defaultService(ports), ...services];
}

/**
 * Reads one service; the default one is created where it is missing.
 *
 * @throws Refusal `not-found`
 */
export async function readService(id: string, ports: ConfigurationPorts): Promise<Service> {
  return id === DEFAULT_SERVICE_ID ? await defaultService(ports) : await read(serviceKind, id, ports.store);
}

/**
 * Changes a service; the default one is created where it is missing.
 *
 * @param change as for any thing
 * @throws Refusal as `update`
 */
export async function updateService(change: Update<'service'>, ports: ConfigurationPorts): Promise<Service> {
  await readyService(change.id, ports);
  const { thing } = await update(serviceKind, change, ports);
  return thing;
}

/**
 * Deletes a service that nothing names.
 *
 * @throws Refusal as `remove`; `in-use` for the default service too: what maps nowhere needs it
 */
export async function removeService(
  request: { id: string; ifMatch: string | undefined; actor: Actor },
  ports: ConfigurationPorts,
): Promise<void> {
  if (request.id === DEFAULT_SERVICE_ID) {
    throw new Refusal(
      'in-use',
      'The default service takes all that maps nowhere, so it can not be deleted.',
      {
        by: [],
      },
    );
  }
  await remove(serviceKind, request, ports);
}
