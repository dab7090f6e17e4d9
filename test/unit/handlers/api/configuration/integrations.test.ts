import { describe, expect, it } from 'vitest';
import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';
import { findSender } from '#operations/integrations/findSender.ts';
import { configurationApi, PUBLIC_URL } from '#test/support/configurationApi.ts';

const HOUR = 3_600_000;
const ROTATE = 'POST /v1/integrations/{id}/rotate';

async function withIntegration(kind = 'pagerduty') {
  const api = configurationApi();
  const { body } = await api.ask('POST /v1/integrations', { body: { name: 'Grafana', kind } });
  return { ...api, integration: body, params: { id: body.id }, find: findSender(api.ports) };
}

describe('integrations', () => {
  it.each([
    ['events', () => `${PUBLIC_URL}/v1/alerts`],
    ['pagerduty', () => `${PUBLIC_URL}/v2/enqueue`],
    ['alertmanager', (key: string) => `${PUBLIC_URL}/v1/integrations/${key}/alertmanager`],
  ])('of the kind %s are told where to send', async (kind, url) => {
    const { integration } = await withIntegration(kind);
    expect(integration.url).toBe(url(integration.key));
  });

  it('are found by their key, which is shown once and kept nowhere', async () => {
    const { ask, ports, params, integration, find, audit } = await withIntegration();
    expect(await find(integration.key)).toEqual({
      id: integration.id,
      name: 'Grafana',
      serviceId: DEFAULT_SERVICE_ID,
    });
    const seen = [
      await ask('GET /v1/integrations'),
      await ask('GET /v1/integrations/{id}', { params }),
      audit,
      await ports.store.get('integration', integration.id),
    ];
    expect(JSON.stringify(seen)).not.toContain(integration.key);
    expect(JSON.stringify(seen.slice(0, 3))).not.toMatch(/[0-9a-f]{64}/);
  });

  it.each(['', 'x', '0'.repeat(32), 'F'.repeat(32), '__proto__'])('are not found by %o', async (key) => {
    const { find } = await withIntegration();
    expect(await find(key)).toBeUndefined();
  });

  it('keep the key before a rotation for a day', async () => {
    const { ask, params, integration, find, pass } = await withIntegration();
    const rotated = (await ask(ROTATE, { params })).body;
    expect(rotated.key).not.toBe(integration.key);
    pass(23 * HOUR);
    expect(await find(integration.key)).toMatchObject({ id: integration.id });
    expect(await find(rotated.key)).toMatchObject({ id: integration.id });
    pass(HOUR);
    expect(await find(integration.key)).toBeUndefined();
    expect(await find(rotated.key)).toMatchObject({ id: integration.id });
  });

  it('keep the key in use even when the answer to a rotation was lost and it is repeated', async () => {
    const { ask, params, integration, find } = await withIntegration();
    await ask(ROTATE, { params });
    await ask(ROTATE, { params });
    expect(await find(integration.key)).toMatchObject({ id: integration.id });
  });

  it('give a repeated rotation the same key', async () => {
    const { ask, params } = await withIntegration();
    const headers = { 'idempotency-key': 'rotate-1' };
    const first = await ask(ROTATE, { params, headers });
    expect(await ask(ROTATE, { params, headers })).toEqual(first);
  });

  it('give a creation that runs again after a crash a key that works', async () => {
    const { ask, ports, find } = await withIntegration();
    const { answer } = ports.idempotency;
    ports.idempotency.answer = async () => {
      throw new Error('crashed');
    };
    const asked = { body: { name: 'CI', kind: 'events' }, headers: { 'idempotency-key': 'k' } };
    const crashed = ask('POST /v1/integrations', asked);
    await expect(crashed).rejects.toThrow('500 "internal-error"');
    ports.idempotency.answer = answer;
    await ports.clock.sleep(30_000);

    const { body, status } = await ask('POST /v1/integrations', asked);
    expect(status).toBe(201);
    expect(await find(body.key)).toMatchObject({ name: 'CI' });
    expect((await ask('GET /v1/integrations')).body.items).toHaveLength(2);
  });

  it('send their alerts to the service that a change names', async () => {
    const { ask, params, integration, find } = await withIntegration();
    const service = (await ask('POST /v1/services', { body: { name: 'Payments' } })).body;
    await ask(ROTATE, { params });
    await ask('PATCH /v1/integrations/{id}', { params, body: { serviceId: service.id, name: 'Graf' } });
    expect(await find(integration.key)).toEqual({ id: params.id, name: 'Graf', serviceId: service.id });
  });

  it('are found by none of their keys once they are revoked', async () => {
    const { ask, params, integration, find } = await withIntegration();
    const rotated = (await ask(ROTATE, { params })).body;
    expect((await ask('DELETE /v1/integrations/{id}', { params })).status).toBe(204);
    expect(await find(integration.key)).toBeUndefined();
    expect(await find(rotated.key)).toBeUndefined();
    expect((await ask('GET /v1/integrations/{id}', { params })).status).toBe(404);
    expect((await ask(ROTATE, { params })).status).toBe(404);
  });
});
