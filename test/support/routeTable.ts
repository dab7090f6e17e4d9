import { problem } from '#contract/problem.ts';
import { errorsOf } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';

/**
 * Holds an answer to what the route table says of it.
 *
 * @param routeKey for example `GET /v1/contacts/{id}`
 * @param reply the body
 * @throws Error where an answer is none that the route table allows
 */
export function requireContract(
  routeKey: string,
  status: number | undefined,
  reply: { code?: string },
): void {
  const route = routes.find(({ method, path }) => `${method} ${path}` === routeKey);
  if (!route || status === undefined) throw new Error(`${routeKey} is not in the route table.`);
  const schema = route.responses[status];
  if (schema === null) return;
  if (typeof schema === 'object') {
    schema.parse(reply);
    return;
  }
  const { code } = problem.parse(reply);
  if (!errorsOf(route).some((known) => known === code)) {
    throw new Error(`${routeKey} answered ${status} "${code}", which its table does not name.`);
  }
}
