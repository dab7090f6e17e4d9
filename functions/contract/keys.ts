import { apiKey, apiKeyInput, apiKeyWithSecret } from '#domain/access/schema.ts';
import { listQuery, pageOf } from './lists.ts';
import { idParams } from './parameters.ts';
import type { RouteDefinitions } from './route.ts';

export const keyRoutes = {
  listKeys: {
    method: 'GET',
    path: '/v1/keys',
    tag: 'configuration',
    scope: 'admin',
    summary: 'The API keys, without their secrets',
    query: listQuery,
    responses: { 200: pageOf(apiKey) },
    errors: [],
  },
  createKey: {
    method: 'POST',
    path: '/v1/keys',
    tag: 'configuration',
    scope: 'admin',
    summary: 'Makes an API key, which is shown this once',
    body: apiKeyInput,
    responses: { 201: apiKeyWithSecret },
    errors: [],
    creates: true,
  },
  revokeKey: {
    method: 'DELETE',
    path: '/v1/keys/{id}',
    tag: 'configuration',
    scope: 'admin',
    summary: 'Revokes an API key, which opens nothing any more after five seconds',
    params: idParams('key'),
    responses: { 204: null },
    errors: [],
  },
} as const satisfies RouteDefinitions;
