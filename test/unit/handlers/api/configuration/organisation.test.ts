import { describe, expect, it } from 'vitest';
import { defaultSettings } from '#domain/organisation/defaults.ts';
import { configurationApi } from '#test/support/configurationApi.ts';

const { priorityMatrix, quietPeriod } = defaultSettings;

describe('the settings', () => {
  it('are the defaults until somebody changes them', async () => {
    const { ask } = configurationApi();
    expect((await ask('GET /v1/settings')).body).toEqual(defaultSettings);
    const { body } = await ask('PUT /v1/settings', { body: { priorityMatrix, quietPeriod: 'PT2H' } });
    expect(body).toMatchObject({ quietPeriod: 'PT2H', etag: '"1"' });
    expect((await ask('GET /v1/settings')).body).toEqual(body);
  });

  it('change only where they are what If-Match names', async () => {
    const { ask } = configurationApi();
    const headers = { 'if-match': defaultSettings.etag };
    await ask('PUT /v1/settings', { headers, body: { priorityMatrix, quietPeriod: 'PT2H' } });
    const late = await ask('PUT /v1/settings', { headers, body: { priorityMatrix, quietPeriod: 'PT3H' } });
    expect(late).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('are written with who changed what, and not at all where nothing changes', async () => {
    const { ask, audit } = configurationApi();
    await ask('PUT /v1/settings', { body: { priorityMatrix, quietPeriod } });
    expect(audit).toEqual([]);
    await ask('PUT /v1/settings', { body: { priorityMatrix, quietPeriod: 'PT2H' } });
    expect(audit).toMatchObject([
      { target: { type: 'settings' }, before: { quietPeriod }, after: { quietPeriod: 'PT2H' } },
    ]);
  });

  it.each([
    [{ priorityMatrix, quietPeriod: 'an hour' }, 'quietPeriod'],
    [{ priorityMatrix, quietPeriod: 'P2Y' }, 'quietPeriod'],
    [{ priorityMatrix: { ...priorityMatrix, low: undefined }, quietPeriod }, 'priorityMatrix.low'],
  ])('refuse %o', async (body, path) => {
    const { ask } = configurationApi();
    expect((await ask('PUT /v1/settings', { body })).body.errors).toMatchObject([{ path }]);
  });
});

describe('the API keys', () => {
  it('are shown once, and listed without their secret', async () => {
    const { ask, audit } = configurationApi();
    const { body } = await ask('POST /v1/keys', {
      body: { name: 'deploy', scopes: ['read'], expires: 'P90D' },
    });
    expect(body).toMatchObject({ name: 'deploy', scopes: ['read'], expiresAt: '2026-05-30T03:00:00.000Z' });
    const list = await ask('GET /v1/keys');
    expect(list.body.items).toMatchObject([{ id: body.id, lastUsedAt: null, revokedAt: null }]);
    expect(JSON.stringify([list, audit])).not.toContain(body.key);
    expect(JSON.stringify([list, audit])).not.toMatch(/[0-9a-f]{64}/);
  });

  it('are revoked, again and again', async () => {
    const { ask, audit } = configurationApi();
    const { id } = (await ask('POST /v1/keys', { body: { name: 'deploy', scopes: ['read'] } })).body;
    expect((await ask('DELETE /v1/keys/{id}', { params: { id } })).status).toBe(204);
    expect((await ask('DELETE /v1/keys/{id}', { params: { id } })).status).toBe(204);
    expect((await ask('GET /v1/keys')).body.items).toMatchObject([{ revokedAt: '2026-03-01T03:00:00.000Z' }]);
    expect(audit.map(({ action }) => action)).toEqual(['created', 'revoked']);
    const unknown = { id: 'key_01J00000000000000000000000' };
    expect((await ask('DELETE /v1/keys/{id}', { params: unknown })).status).toBe(404);
  });

  it('are the business of administrators only', async () => {
    const { ask } = configurationApi();
    for (const routeKey of ['GET /v1/keys', 'GET /v1/audit', 'POST /v1/keys']) {
      expect((await ask(routeKey, { scopes: 'read respond manage' })).status).toBe(403);
    }
  });
});

describe('the lists', () => {
  it('show every change, newest first, page by page', async () => {
    const { ask } = configurationApi();
    for (const name of ['a', 'b', 'c']) {
      await ask('POST /v1/contacts', { body: { name, phone: '+12025550123' } });
    }
    const first = (await ask('GET /v1/audit', { query: { limit: '2' } })).body;
    expect(first.items).toMatchObject([{ target: { name: 'c' } }, { target: { name: 'b' } }]);
    const cursor = first.nextCursor ?? '';
    const second = (await ask('GET /v1/audit', { query: { limit: '2', cursor } })).body;
    expect(second).toMatchObject({ items: [{ target: { name: 'a' } }], nextCursor: null });
  });

  it('show what could not be read', async () => {
    const { ask, ports } = configurationApi();
    const rejected = {
      id: 'rej_01J00000000000000000000000',
      at: '2026-03-01T03:00:00.000Z',
      source: 'pagerduty' as const,
      integrationId: null,
      reason: 'No summary.',
      payload: '{}',
    };
    await ports.rejectedPayloads.keep(rejected);
    const { body } = await ask('GET /v1/rejected-payloads', { scopes: 'manage' });
    expect(body).toEqual({ items: [rejected], nextCursor: null });
  });

  it.each([
    'contacts',
    'teams',
    'schedules',
    'services',
    'escalation-policies',
    'response-plans',
    'integrations',
    'keys',
    'audit',
    'rejected-payloads',
  ])('of %s refuse a cursor that is none', async (noun) => {
    const { ask } = configurationApi();
    const refused = await ask(`GET /v1/${noun}`, { query: { cursor: 'none' } });
    expect(refused).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
  });
});
