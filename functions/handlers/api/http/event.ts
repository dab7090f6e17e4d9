import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Route } from '#contract/route.ts';
import type { Actor } from '#domain/incident/schema.ts';

/** Who asks, as the authorizer found out. */
export interface Principal {
  keyId: string;
  name: string;
  scopes: string[];
}

/** What the authorizer tells the API's Lambdas. HTTP APIs carry only flat values. */
export interface KeyContext {
  outcome: 'ok' | 'unknown' | 'expired';
  keyId?: string;
  name?: string;
  /** With blanks between. */
  scopes?: string;
  /** Set for a key that expires: the gateway may go on with this verdict for a few seconds after that. */
  expiresAt?: string;
  /** Set for the key of an integration, which has the scope `intake` and no other. */
  integrationId?: string;
  serviceId?: string;
}

/** An HTTP API event (payload 2.0), and what the middlewares have found in it so far. */
export interface ApiEvent extends Omit<APIGatewayProxyEventV2, 'requestContext'> {
  requestContext: APIGatewayProxyEventV2['requestContext'] & { authorizer?: { lambda?: KeyContext | null } };
  route?: Route;
  principal?: Principal;
  json?: unknown;
  form?: Record<string, string>;
}

export type ApiResult = APIGatewayProxyStructuredResultV2 & { headers: Record<string, string> };

export type ApiMiddleware = MiddlewareObj<ApiEvent, ApiResult, Error, Context>;

/** The person or program in whose name something is done. */
export const actorOf = (principal: Principal): Actor => ({
  type: 'key',
  id: principal.keyId,
  name: principal.name,
});
