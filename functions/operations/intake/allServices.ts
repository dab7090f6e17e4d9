import type { Service } from '#domain/service/schema.ts';
import type { ConfigurationPorts } from '../configuration/ports.ts';
import { listServices } from '../configuration/services.ts';
import type { ListServices } from './ports.ts';

/** Lists all services, page by page. The default service is among them: it is created where it is missing. */
export function allServices(ports: ConfigurationPorts): ListServices {
  return async () => {
    const services: Service[] = [];
    let cursor: string | undefined;
    do {
      const page = await listServices({ limit: 100, cursor }, ports);
      services.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return services;
  };
}
