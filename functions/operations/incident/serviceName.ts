import type { Organisation } from './store.ts';

/** What people read as the service of an incident: its name, also where it has been deleted since. */
export async function serviceName(
  serviceId: string,
  organisation: Pick<Organisation, 'service'>,
): Promise<string> {
  const service = await organisation.service(serviceId);
  return service?.name ?? 'a service that is gone';
}
