import type { Context } from 'aws-lambda';
import type { ApiEvent, KeyContext } from '#handlers/api/http/event.ts';

/** The parts of a request that a test cares about. */
export interface Asked {
  /** API Gateway's, for example `GET /v1/contacts/{id}`. */
  routeKey: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** Sent as JSON, or as it is where it is a string. */
  body?: unknown;
  headers?: Record<string, string>;
  scopes?: string;
  key?: KeyContext | null;
}

/** The event that API Gateway sends for a request, with a key that the authorizer knows. */
export function apiEvent(asked: Asked): ApiEvent {
  const [method = '', path = ''] = asked.routeKey.split(' ');
  const known: KeyContext = {
    outcome: 'ok',
    keyId: 'key_01J00000000000000000000000',
    name: 'test',
    scopes: asked.scopes ?? 'admin',
  };
  const rawPath = path.replace(/\{(\w+)\}/g, (_all, name) => asked.params?.[name] ?? '');
  return {
    version: '2.0',
    routeKey: asked.routeKey,
    rawPath,
    rawQueryString: new URLSearchParams(asked.query ?? {}).toString(),
    headers: {
      authorization: 'Bearer mk_0123456789012345678901234567890123456789012',
      'content-type': 'application/json',
      ...asked.headers,
    },
    ...(asked.query ? { queryStringParameters: asked.query } : {}),
    ...(asked.params ? { pathParameters: asked.params } : {}),
    requestContext: {
      accountId: '000000000000',
      apiId: 'muster',
      domainName: 'muster.test',
      domainPrefix: 'muster',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request',
      routeKey: asked.routeKey,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 0,
      authorizer: { lambda: asked.key === undefined ? known : asked.key },
    },
    ...(asked.body === undefined
      ? {}
      : { body: typeof asked.body === 'string' ? asked.body : JSON.stringify(asked.body) }),
    isBase64Encoded: false,
  };
}

/** What Lambda tells a handler of the invocation. */
export const lambdaContext = {
  awsRequestId: 'test-request',
  functionName: 'test',
  getRemainingTimeInMillis: () => 10_000,
} as Context;
