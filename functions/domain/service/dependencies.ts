import type { Service } from './schema.ts';

/** A service as far as its dependencies need it. */
export type Dependent = Pick<Service, 'id' | 'dependsOn'>;

/**
 * The services without which one does not work, near or far.
 *
 * @param serviceId of the one; it is never among them, not even where services depend on each other in a circle
 * @param services all services
 * @returns their ids
 */
export function upstreamOf(serviceId: string, services: Dependent[]): Set<string> {
  const dependsOn = new Map(services.map((service) => [service.id, service.dependsOn]));
  return reachableFrom(serviceId, (id) => dependsOn.get(id) ?? []);
}

/**
 * The services that do not work without one, near or far.
 *
 * @param serviceId of the one; it is never among them, not even where services depend on each other in a circle
 * @param services all services
 * @returns their ids
 */
export function downstreamOf(serviceId: string, services: Dependent[]): Set<string> {
  const dependents = Map.groupBy(
    services.flatMap(({ id, dependsOn }) => dependsOn.map((upstream) => ({ id, upstream }))),
    ({ upstream }) => upstream,
  );
  return reachableFrom(serviceId, (id) => (dependents.get(id) ?? []).map((dependent) => dependent.id));
}

/** Each is visited once, so that a circle ends. */
function reachableFrom(start: string, next: (id: string) => string[]): Set<string> {
  const reached = new Set([start]);
  for (const id of reached) for (const following of next(id)) reached.add(following);
  reached.delete(start);
  return reached;
}
