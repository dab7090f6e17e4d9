import type { Route, RouteDefinitions } from '#contract/route.ts';
import { Refusal } from '#domain/refusal.ts';
import type { ApiMiddleware } from './event.ts';

/**
 * Finds the route of an event by API Gateway's route key, for example `GET /v1/contacts/{id}`.
 *
 * @throws Refusal `not-found` where this Lambda has no such route
 */
export function routing(table: RouteDefinitions): ApiMiddleware {
  const byKey = new Map<string, Route>(
    Object.entries(table).map(([operationId, route]) => [
      `${route.method} ${route.path}`,
      { operationId, ...route },
    ]),
  );
  return {
    before: ({ event }) => {
      const route = byKey.get(event.routeKey);
      if (!route) throw new Refusal('not-found', 'There is no such route. GET /openapi.json lists all.');
      event.route = route;
    },
  };
}
