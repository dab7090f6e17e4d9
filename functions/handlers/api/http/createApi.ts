import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import type { ResponseBody, RouteDefinition, RouteDefinitions } from '#contract/route.ts';
import type { Actor } from '#domain/incident/schema.ts';
import type { OncePorts } from '#operations/idempotency/runOnce.ts';
import { authorization } from './authorization.ts';
import { type ApiEvent, type ApiResult, actorOf, type Principal } from './event.ts';
import { formBody } from './formBody.ts';
import { runIdempotent } from './idempotency.ts';
import { jsonBody } from './jsonBody.ts';
import { problemDocuments } from './problemDocuments.ts';
import { problemPages } from './problemPages.ts';
import { requestLog } from './requestLog.ts';
import { responseHeaders } from './responseHeaders.ts';
import { routing } from './routing.ts';
import { type Validated, validate } from './validation.ts';

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** A request as its operation gets it: everything in it has been validated by the route's schemas. */
export interface ApiRequest<Definition extends RouteDefinition> {
  params: Output<Definition['params']>;
  query: Output<Definition['query']>;
  body: Output<Definition['body']>;
  form: Output<Definition['form']>;
  /** Undefined on a route that asks for no key. */
  principal: Definition['scope'] extends null ? undefined : Principal;
  /** In whose name the operation acts. */
  actor: Definition['scope'] extends null ? undefined : Actor;
  ifMatch: string | undefined;
  /** On a route that creates: an id whose ULID what it creates takes, the same however often the request runs. */
  creationId: string;
  requestId: string;
}

type BodyOf<Body extends ResponseBody> = Body extends z.ZodType
  ? z.output<Body>
  : Body extends string
    ? string
    : undefined;

/** An answer that the route's table allows. `undefined` bodies belong to 204, texts to pages. */
type ApiAnswer<Definition extends RouteDefinition> = AnswerOf<
  Definition['responses'],
  keyof Definition['responses']
>;

type AnswerOf<Responses extends RouteDefinition['responses'], Status> = Status extends keyof Responses &
  number
  ? { status: Status; body: BodyOf<Responses[Status]>; headers?: Record<string, string> }
  : never;

/** What answers each route of a table. */
export type Operations<Table extends RouteDefinitions> = {
  [OperationId in keyof Table]: (
    request: ApiRequest<Table[OperationId]>,
  ) => Promise<ApiAnswer<Table[OperationId]>>;
};

type AnyOperation = (request: ApiRequest<RouteDefinition>) => Promise<ApiAnswer<RouteDefinition>>;

/**
 * Makes the Lambda handler of a route table: finds the route, checks the key, reads and validates the request, calls
 * the route's operation and writes its answer. Whatever is thrown becomes a problem document.
 *
 * @param routes the table, for example `contactRoutes`
 * @param operations one for each operation id of the table
 * @param once what makes routes that create safe to repeat; needed where the table has such routes
 */
export function createApi<Table extends RouteDefinitions>({
  routes,
  operations,
  once,
}: {
  routes: Table;
  operations: Operations<NoInfer<Table>>;
  once?: OncePorts;
}) {
  return middy<ApiEvent, ApiResult, Error, Context>({ timeoutEarlyInMillis: 200 })
    .use(requestLog())
    .use(responseHeaders())
    .use(problemPages())
    .use(problemDocuments())
    .use(routing(routes))
    .use(authorization())
    .use(jsonBody())
    .use(formBody())
    .handler(async (event: ApiEvent, context: Context): Promise<ApiResult> => {
      const { route } = event;
      if (!route) throw new Error('The routing middleware has found no route.');
      const validated = validate(route, event);
      const operation = operations[route.operationId] as AnyOperation;
      const run = async (creationId: string) =>
        resultOf(route, await operation(requestOf(event, context, validated, creationId)));
      if (!route.creates) return await run('');
      if (!once) throw new Error(`${route.operationId} creates, so its API needs an idempotency store.`);
      return await runIdempotent(event, validated, run, once);
    });
}

function requestOf(
  event: ApiEvent,
  context: Context,
  { params, query, body, form }: Validated,
  creationId: string,
): ApiRequest<RouteDefinition> {
  const { principal } = event;
  return {
    params,
    query,
    body,
    form,
    principal,
    actor: principal && actorOf(principal),
    ifMatch: event.headers['if-match'],
    creationId,
    requestId: context.awsRequestId,
  } as ApiRequest<RouteDefinition>;
}

function resultOf(
  route: RouteDefinition,
  { status, body, headers = {} }: ApiAnswer<RouteDefinition>,
): ApiResult {
  if (body === undefined) return { statusCode: status, headers };
  const type = route.responses[status];
  if (typeof type === 'string') {
    return {
      statusCode: status,
      headers: { 'content-type': `${type}; charset=utf-8`, ...headers },
      body: String(body),
    };
  }
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', ...entityTag(body), ...headers },
    body: JSON.stringify(body),
  };
}

const entityTag = (body: unknown): Record<string, string> => {
  const etag = (body as { etag?: unknown } | null)?.etag;
  return typeof etag === 'string' ? { etag } : {};
};
