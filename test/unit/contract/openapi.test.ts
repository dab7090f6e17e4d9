import { describe, expect, it } from 'vitest';
import { openApiDocument } from '#contract/openapi.ts';
import { type ProblemCode, problem, problemDocument, problems } from '#contract/problem.ts';
import { routes } from '#contract/routes.ts';

interface Operation {
  operationId: string;
  description: string;
  security: unknown[];
  'x-required-scope'?: string;
  parameters: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { required: boolean };
  responses: Record<string, { description: string; content?: Record<string, unknown>; 'x-codes'?: string[] }>;
}

const document = openApiDocument(routes, 'https://muster.example');
const paths = document.paths as Record<string, Record<string, Operation>>;
const operation = (method: string, path: string): Operation => {
  const found = paths[path]?.[method.toLowerCase()];
  if (!found) throw new Error(`${method} ${path} is not in the document.`);
  return found;
};

describe('the route table', () => {
  it('names each operation and each place once', () => {
    expect(new Set(routes.map(({ operationId }) => operationId)).size).toBe(routes.length);
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
  });

  it('describes each parameter of a path and no other', () => {
    for (const { path, params } of routes) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(params?.shape ?? {})).toEqual(inPath);
    }
  });

  it('makes each POST of a collection safe to repeat', () => {
    const creating = routes.filter(({ method, responses }) => method === 'POST' && 201 in responses);
    expect(creating.length).toBeGreaterThan(5);
    expect(creating.filter(({ creates }) => !creates)).toEqual([]);
  });

  it('guards each PUT and PATCH', () => {
    expect(routes.filter(({ method, guarded }) => /^(PUT|PATCH)$/.test(method) && !guarded)).toEqual([]);
  });

  it('opens to the world only what has another key or no secret', () => {
    expect(
      routes.filter(({ scope }) => scope === null).map(({ method, path }) => `${method} ${path}`),
    ).toEqual([
      'POST /v2/enqueue',
      'POST /v1/integrations/{key}/alertmanager',
      'GET /',
      'GET /health',
      'GET /openapi.json',
      'GET /a/{token}',
      'POST /a/{token}',
      'GET /calendars/{token}',
    ]);
  });
});

describe('the OpenAPI document', () => {
  it('has an operation for each route, with its scope', () => {
    for (const { method, path, operationId, scope } of routes) {
      const shown = operation(method, path);
      expect(shown.operationId).toBe(operationId);
      expect(shown['x-required-scope'] ?? null).toBe(scope);
      expect(shown.security).toEqual(scope ? [{ key: [] }] : []);
      if (scope) expect(shown.description).toContain(scope);
    }
  });

  it('refers to nothing that it does not hold', () => {
    const text = JSON.stringify(document);
    const schemas = Object.keys((document.components as { schemas: object }).schemas);
    const referred = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference);
    expect(referred.length).toBeGreaterThan(0);
    for (const reference of referred) {
      expect(schemas.map((name) => `#/components/schemas/${name}`)).toContain(reference);
    }
    expect(text).not.toMatch(/"\$(defs|schema|id)"/);
  });

  it('tells each error with its codes', () => {
    const codes = (shown: Operation, status: number) => shown.responses[status]?.['x-codes'];
    const create = operation('POST', '/v1/contacts');
    expect(codes(create, 401)).toEqual(['key-expired', 'unauthorized']);
    expect(codes(create, 409)).toEqual(['conflict', 'idempotency-key-reused']);
    expect(codes(create, 503)).toEqual(['unavailable']);
    expect(codes(operation('DELETE', '/v1/contacts/{id}'), 409)).toEqual(['conflict', 'in-use']);
    expect(codes(operation('POST', '/v1/incidents/{id}/close'), 409)).toContain('closure-blocked');
    expect(codes(operation('GET', '/health'), 401)).toBeUndefined();
  });

  it('asks for a body only where there must be one', () => {
    expect(operation('POST', '/v1/incidents/{id}/acknowledge').requestBody?.required).toBe(false);
    expect(operation('POST', '/v1/incidents/{id}/resolve').requestBody?.required).toBe(true);
    expect(operation('GET', '/v1/incidents').requestBody).toBeUndefined();
  });

  it('tells how lists are asked for, in types that a client can send', () => {
    const { parameters } = operation('GET', '/v1/contacts');
    expect(parameters).toMatchObject([
      { name: 'limit', in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 100 } },
      { name: 'cursor', in: 'query', required: false, schema: { type: 'string' } },
    ]);
  });

  it('requires of a caller what has no default, and promises in an answer what has one', () => {
    const { requestBody } = operation('POST', '/v1/contacts');
    expect(requestBody).toMatchObject({
      content: { 'application/json': { schema: { required: ['name'], additionalProperties: false } } },
    });
    const { Contact } = (document.components as { schemas: Record<string, { required: string[] }> }).schemas;
    expect(Contact?.required).toEqual(expect.arrayContaining(['id', 'name', 'email', 'timeZone', 'etag']));
  });
});

describe('a problem document', () => {
  it.each(Object.keys(problems) as ProblemCode[])('of the code %s is as RFC 9457 has it', (code) => {
    const document = problemDocument(code, 'What happened and what to do.', {
      status: 1,
      code: 'x',
      allowed: ['close'],
    });
    expect(problem.parse(document)).toEqual({
      type: `urn:muster:problem:${code}`,
      title: problems[code].title,
      status: problems[code].status,
      detail: 'What happened and what to do.',
      code,
      allowed: ['close'],
    });
  });
});
