import { describe, expect, it } from 'vitest';
import { ask, must } from '#test/support/musterApi.ts';
import { unique } from '#test/support/organisations.ts';

interface Made {
  id: string;
  key: string;
}

interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, { 'x-required-scope'?: string }>>;
}

const scopes = ['read', 'respond', 'manage', 'admin'];
const newKey = (scope: string, changes: Record<string, unknown> = {}) =>
  must<Made>('POST', '/v1/keys', { name: unique('key'), scopes: [scope], ...changes });

/** Every route of the API's own description, with ids that name nothing. */
async function routes(): Promise<{ method: string; path: string; scope: string | undefined }[]> {
  const { body } = await ask<OpenApi>('GET', '/openapi.json', { key: null });
  expect(body.openapi).toMatch(/^3\.1/);
  return Object.entries(body.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path: path.replace(/\{\w+\}/g, '999999999'),
        scope: operation['x-required-scope'],
      })),
  );
}

describe('a route that needs a scope', () => {
  it('is refused to whoever has no key, a wrong one, or one of a smaller scope, each with its reason', async () => {
    const keys = Object.fromEntries(
      await Promise.all(scopes.map(async (scope) => [scope, (await newKey(scope)).key])),
    );
    const guarded = (await routes()).filter(({ scope }) => scope !== undefined);
    expect(guarded.length).toBeGreaterThan(40);
    for (const { method, path, scope } of guarded) {
      const label = `${method} ${path}`;
      expect((await ask(method, path, { key: null })).status, label).toBe(401);
      expect(await ask(method, path, { key: 'mk_wrong' }), label).toMatchObject({
        status: 401,
        body: { code: 'unauthorized' },
      });
      if (scope === 'read') continue;
      const refused = await ask(method, path, { key: keys[scope === 'admin' ? 'manage' : 'read'] });
      expect(refused, label).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
  }, 120_000);
});

describe('a key', () => {
  it('is shown once, works until it expires, and tells when it was last used', async () => {
    const { id, key } = await newKey('read', { expires: 'PT2S' });
    expect((await ask('GET', '/v1/services', { key })).status).toBe(200);
    const listed = await ask<{ items: Record<string, unknown>[] }>('GET', '/v1/keys?limit=100');
    const mine = listed.body.items.find((one) => one.id === id);
    expect(mine?.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(listed.body)).not.toContain(key);

    const { expiresAt } = mine as { expiresAt: string };
    await expect
      .poll(async () => (await ask('GET', '/v1/contacts', { key })).body, { timeout: 10_000 })
      .toMatchObject({ code: 'key-expired' });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expiresAt));
  });

  it('is good for nothing once it is revoked', async () => {
    const { id, key } = await newKey('read');
    expect((await ask('DELETE', `/v1/keys/${id}`)).status).toBe(204);
    expect(await ask('GET', '/v1/settings', { key })).toMatchObject({ status: 401 });
  });
});

it('what is no route is told so with a problem document', async () => {
  const answer = await ask('POST', '/v1/nothing/here', { key: null, body: {} });
  expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
});
