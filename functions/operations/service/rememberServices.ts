import type { Service } from '#domain/service/schema.ts';
import type { ListServices } from '../intake/ports.ts';
import type { Clock } from '../ports.ts';

const REMEMBERED_MS = 30_000;

/** All services as they were at most 30 seconds ago, those among them that the caller knows of. */
export type KnownServices = (serviceIds: string[]) => Promise<Service[]>;

/**
 * Remembers the services for 30 seconds, so that a storm reads them once. A service that is not among them is newer:
 * then they are read again.
 */
export function rememberServices(listServices: ListServices, clock: Clock): KnownServices {
  let services: Service[] = [];
  let until = 0;
  return async (serviceIds) => {
    const now = clock.now().getTime();
    const known = new Set(services.map(({ id }) => id));
    if (now >= until || serviceIds.some((id) => !known.has(id))) {
      services = await listServices();
      until = now + REMEMBERED_MS;
    }
    return services;
  };
}
