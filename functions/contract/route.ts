import type * as z from 'zod';
import type { RequiredScope } from '#domain/access/scopes.ts';
import type { RefusalCode } from '#domain/refusal.ts';

/** Which Lambda answers a route. */
export type RouteTag = 'incidents' | 'configuration' | 'public' | 'intake';

/** What an answer's body is: JSON of a schema, a text of a media type, or nothing. */
export type ResponseBody = z.ZodType | `text/${string}` | null;

/** A route, keyed by its operation id in the tables beside this file. */
export interface RouteDefinition {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its parameters in braces, as API Gateway and OpenAPI both write them. */
  path: `/${string}`;
  tag: RouteTag;
  /** What the caller's key must be allowed; null: no key is asked for. */
  scope: RequiredScope | null;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The fields of an HTML form, where the body is one. */
  form?: z.ZodObject;
  responses: Readonly<Record<number, ResponseBody>>;
  /** The refusals beside those that follow from the rest of the definition. */
  errors: readonly RefusalCode[];
  /** POST that creates: `Idempotency-Key` makes it safe to repeat. */
  creates?: true;
  /** Changes or deletes something with an `etag`: `If-Match` guards it. */
  guarded?: true;
}

export type RouteDefinitions = Readonly<Record<string, RouteDefinition>>;

/** A route with its operation id, which names it in the documentation. */
export type Route = RouteDefinition & { operationId: string };

/**
 * Every refusal that a route may answer: its own, and those of its key, its parameters, body and headers.
 */
export function errorsOf(route: RouteDefinition): RefusalCode[] {
  const codes = new Set<RefusalCode>(route.errors);
  if (route.scope) for (const code of ['unauthorized', 'key-expired', 'forbidden'] as const) codes.add(code);
  if (route.params) codes.add('not-found');
  // Creating: an Idempotency-Key may be malformed.
  if (route.query || route.body || route.form || route.creates) codes.add('validation-failed');
  if (route.body || route.form)
    for (const code of ['payload-too-large', 'unsupported-media-type'] as const) codes.add(code);
  if (route.creates) for (const code of ['idempotency-key-reused', 'conflict'] as const) codes.add(code);
  if (route.guarded) codes.add('conflict');
  return [...codes].sort();
}
