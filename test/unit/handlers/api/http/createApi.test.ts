import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { systemClock } from '#adapters/clock.ts';
import { ulidIds } from '#adapters/ids.ts';
import { memoryIdempotencyStore } from '#adapters/memory/idempotency.ts';
import { problem } from '#contract/problem.ts';
import type { RouteDefinitions } from '#contract/route.ts';
import { Refusal } from '#domain/refusal.ts';
import { createApi, type Operations } from '#handlers/api/http/createApi.ts';
import { type Asked, apiEvent, lambdaContext } from '#test/support/apiEvent.ts';

const routes = {
  readThing: {
    method: 'GET',
    path: '/things/{id}',
    tag: 'public',
    scope: 'read',
    summary: 'One thing',
    params: z.object({ id: z.string().regex(/^\d+$/) }),
    query: z.strictObject({ limit: z.coerce.number<string>().int().min(1).max(100).default(50) }),
    responses: { 200: z.object({ id: z.string(), limit: z.number(), etag: z.string() }) },
    errors: [],
  },
  makeThing: {
    method: 'POST',
    path: '/things',
    tag: 'public',
    scope: 'manage',
    summary: 'Makes a thing',
    body: z.strictObject({ name: z.string().min(1), details: z.record(z.string(), z.unknown()).default({}) }),
    responses: { 201: z.object({ id: z.string(), name: z.string(), by: z.string() }) },
    errors: [],
    creates: true,
  },
  failThing: {
    method: 'DELETE',
    path: '/things/{id}',
    tag: 'public',
    scope: 'admin',
    summary: 'Fails',
    params: z.object({ id: z.string() }),
    responses: { 204: null },
    errors: ['in-use'],
  },
  page: {
    method: 'GET',
    path: '/',
    tag: 'public',
    scope: null,
    summary: 'A page',
    responses: { 200: 'text/html' },
    errors: [],
  },
} as const satisfies RouteDefinitions;

function start(failure: unknown = new Error('the secret is 42')) {
  const made: string[] = [];
  const operations: Operations<typeof routes> = {
    readThing: async ({ params, query }) => ({
      status: 200,
      body: { id: params.id, limit: query.limit, etag: '"3"' },
    }),
    makeThing: async ({ body, creationId, actor }) => {
      made.push(creationId);
      return { status: 201, body: { id: creationId, name: body.name, by: actor.name } };
    },
    failThing: async () => {
      throw failure;
    },
    page: async () => ({ status: 200, body: '<!doctype html>' }),
  };
  const handler = createApi({
    routes,
    operations,
    once: { store: memoryIdempotencyStore(), clock: systemClock, ids: ulidIds },
  });
  const ask = async (asked: Asked) => {
    const { statusCode, headers, body } = await handler(apiEvent(asked), lambdaContext);
    return {
      status: statusCode,
      headers,
      text: body,
      json: body?.startsWith('{') ? JSON.parse(body) : undefined,
    };
  };
  return { ask, made };
}

describe('an API', () => {
  it('answers JSON with its entity tag and the headers of every answer', async () => {
    const { status, json, headers } = await start().ask({
      routeKey: 'GET /things/{id}',
      params: { id: '7' },
    });
    expect(status).toBe(200);
    expect(json).toEqual({ id: '7', limit: 50, etag: '"3"' });
    expect(headers).toEqual({
      'content-type': 'application/json',
      etag: '"3"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': 'test-request',
    });
  });

  it('asks no key for a route that needs none, and answers its media type', async () => {
    const { status, headers, text } = await start().ask({ routeKey: 'GET /', key: null });
    expect([status, headers['content-type'], text]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<!doctype html>',
    ]);
  });

  it.each([
    ['no authorizer context', null, 401, 'unauthorized'],
    ['an unknown key', { outcome: 'unknown' }, 401, 'unauthorized'],
    ['an expired key', { outcome: 'expired', scopes: 'admin' }, 401, 'key-expired'],
    [
      'a key that has expired since the gateway remembered it',
      { outcome: 'ok', keyId: 'k', name: 'n', scopes: 'admin', expiresAt: '2026-01-01T00:00:00.000Z' },
      401,
      'key-expired',
    ],
    ['too small a scope', { outcome: 'ok', keyId: 'k', name: 'n', scopes: 'read respond' }, 403, 'forbidden'],
    ["an integration's key", { outcome: 'ok', keyId: 'k', name: 'n', scopes: 'intake' }, 403, 'forbidden'],
    ['no scope at all', { outcome: 'ok', keyId: 'k', name: 'n', scopes: '' }, 403, 'forbidden'],
  ] as const)('refuses %s', async (_case, key, status, code) => {
    const answer = await start().ask({ routeKey: 'POST /things', body: { name: 'x' }, key });
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ code, status });
    expect(answer.headers['content-type']).toBe('application/problem+json');
  });

  it('checks the key before it looks at the body', async () => {
    const { status } = await start().ask({ routeKey: 'POST /things', body: '{', scopes: 'read' });
    expect(status).toBe(403);
  });

  it('acts in the name of the key', async () => {
    const { json } = await start().ask({ routeKey: 'POST /things', body: { name: 'x' }, scopes: 'manage' });
    expect(json).toMatchObject({ name: 'x', by: 'test' });
  });

  it.each([
    ['no JSON', '{"name":', 400, 'validation-failed'],
    ['a form', 'name=x', 415, 'unsupported-media-type', 'application/x-www-form-urlencoded'],
    ['no body', undefined, 400, 'validation-failed'],
    ['null', 'null', 400, 'validation-failed'],
    ['a list', '[]', 400, 'validation-failed'],
    ['a wrong type', '{"name":1}', 400, 'validation-failed'],
    ['a prototype', '{"name":"x","details":{"__proto__":{"a":1}}}', 400, 'validation-failed'],
    ['an infinite number', '{"name":"x","details":{"n":1e999}}', 400, 'validation-failed'],
    [
      'deep nesting',
      `{"name":"x","details":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`,
      400,
      'validation-failed',
    ],
    ['deep nesting of lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400, 'validation-failed'],
    ['a megabyte', `{"name":"${'x'.repeat(1024 * 1024)}"}`, 413, 'payload-too-large'],
    ['just too many bytes', `{"name":"${'ü'.repeat(128 * 1024)}"}`, 413, 'payload-too-large'],
  ])('refuses a body that is %s', async (_case, body, status, code, type = 'application/json') => {
    const answer = await start().ask({
      routeKey: 'POST /things',
      ...(body === undefined ? {} : { body }),
      headers: { 'content-type': type },
    });
    expect(answer.json).toMatchObject({ status, code });
    expect(answer.status).toBe(status);
  });

  it('reads JSON whatever its content type says, and from base64', async () => {
    const { ask } = start();
    const body = '{"name":"Zoë"}';
    const plain = await ask({
      routeKey: 'POST /things',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(plain.json).toMatchObject({ name: 'Zoë' });
    const handlerEvent = {
      ...apiEvent({ routeKey: 'POST /things' }),
      body: Buffer.from(body).toString('base64'),
      isBase64Encoded: true,
    };
    const { makeThing } = routes;
    const table = { makeThing };
    const operations: Operations<typeof table> = {
      makeThing: async ({ body: { name } }) => ({ status: 201, body: { id: '', name, by: '' } }),
    };
    const once = { store: memoryIdempotencyStore(), clock: systemClock, ids: ulidIds };
    const handler = createApi({ routes: table, operations, once });
    expect((await handler(handlerEvent, lambdaContext)).body).toContain('Zoë');
  });

  it('names each field that is wrong', async () => {
    const { json } = await start().ask({
      routeKey: 'POST /things',
      body: { name: '', colour: 'red', size: 1 },
    });
    expect(json.errors.map((error: { path: string }) => error.path).sort()).toEqual([
      'colour',
      'name',
      'size',
    ]);
  });

  it.each([
    { limit: '0' },
    { limit: '101' },
    { limit: 'x' },
    { limit: '' },
    { limit: '1.5' },
    { offset: '1' },
  ])('refuses the query %o', async (query) => {
    const { json } = await start().ask({ routeKey: 'GET /things/{id}', params: { id: '7' }, query });
    expect(json).toMatchObject({ status: 400, code: 'validation-failed' });
  });

  it('finds nothing under an id that no thing can have', async () => {
    const { json } = await start().ask({ routeKey: 'GET /things/{id}', params: { id: '%00' } });
    expect(json).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('answers a refusal with what belongs to it', async () => {
    const by = [{ type: 'service', id: 'svc_1', name: 'Payments' }];
    const { ask } = start(new Refusal('in-use', 'It is used.', { by }));
    const { json } = await ask({ routeKey: 'DELETE /things/{id}', params: { id: '1' } });
    expect(json).toMatchObject({ status: 409, code: 'in-use', detail: 'It is used.', by });
  });

  it('tells nothing of its own failures', async () => {
    const { json, text } = await start().ask({ routeKey: 'DELETE /things/{id}', params: { id: '1' } });
    expect(json).toMatchObject({ status: 500, code: 'internal-error' });
    expect(text).not.toContain('secret');
  });

  it('asks to come again where AWS throttles', async () => {
    const { ask } = start(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }));
    const { json, headers } = await ask({ routeKey: 'DELETE /things/{id}', params: { id: '1' } });
    expect(json).toMatchObject({ status: 503, code: 'unavailable' });
    expect(headers['retry-after']).toBe('1');
  });

  it('creates once for one Idempotency-Key', async () => {
    const { ask, made } = start();
    const asked = { routeKey: 'POST /things', body: { name: 'x' }, headers: { 'idempotency-key': 'k1' } };
    const first = await ask(asked);
    const again = await ask(asked);
    expect(again).toEqual(first);
    const authorization = apiEvent(asked).headers.authorization?.replace('Bearer ', 'bearer   ') ?? '';
    expect(await ask({ ...asked, headers: { ...asked.headers, authorization } })).toEqual(first);
    expect(made).toHaveLength(1);
    const other = await ask({ ...asked, body: { name: 'y' } });
    expect(other.json).toMatchObject({ status: 409, code: 'idempotency-key-reused' });
    const own = await ask({ ...asked, headers: { 'idempotency-key': 'k2' } });
    expect(own.status).toBe(201);
    expect(made).toHaveLength(2);
  });

  it('refuses an Idempotency-Key that is none', async () => {
    for (const key of ['', 'a b', 'ü', 'x'.repeat(256)]) {
      const { json } = await start().ask({
        routeKey: 'POST /things',
        body: { name: 'x' },
        headers: { 'idempotency-key': key },
      });
      expect(json).toMatchObject({ status: 400, code: 'validation-failed' });
    }
  });

  it('never fails, whatever a client sends', async () => {
    const { ask } = start();
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET /things/{id}', 'POST /things', 'GET /', 'GET /nowhere', '$default'),
        fc.oneof(fc.json(), text, fc.constant('"\\ud800"'), fc.constant('{"name":"\\ud800\\u0000"}')),
        fc.dictionary(text, text, { maxKeys: 3 }),
        fc.dictionary(fc.constantFrom('idempotency-key', 'if-match', 'content-type', 'authorization'), text),
        async (routeKey, body, query, headers) => {
          const answer = await ask({ routeKey, body, query, params: query, headers });
          expect(answer.status).toBeLessThan(500);
          if (answer.status && answer.status >= 400)
            expect(problem.safeParse(answer.json).success).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
