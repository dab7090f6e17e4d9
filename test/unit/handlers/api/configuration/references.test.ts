import { describe, expect, it } from 'vitest';
import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';
import { configurationApi } from '#test/support/configurationApi.ts';

async function withOrganisation() {
  const api = configurationApi();
  const { ask } = api;
  const contact = (await ask('POST /v1/contacts', { body: { name: 'Ada', phone: '+12025550123' } })).body;
  const steps = [{ after: 'PT0S', targets: [{ type: 'contact', id: contact.id }] }];
  const policy = (await ask('POST /v1/escalation-policies', { body: { name: 'Night', steps } })).body;
  const service = (
    await ask('POST /v1/services', { body: { name: 'Payments', escalationPolicyId: policy.id } })
  ).body;
  return { ...api, contact, policy, steps, service };
}

const UNKNOWN = '01J00000000000000000000000';

describe('what names another thing', () => {
  it('must name one that exists, and says where it does not', async () => {
    const { ask, policy, contact } = await withOrganisation();
    const targets = [contact.id, `ctc_${UNKNOWN}`].map((id) => ({ type: 'contact', id }));
    const cases = [
      [
        'POST /v1/escalation-policies',
        { name: 'x', steps: [{ after: 'PT0S', targets }] },
        'steps.0.targets.1.id',
      ],
      ['POST /v1/services', { name: 'x', escalationPolicyId: `pol_${UNKNOWN}` }, 'escalationPolicyId'],
      ['POST /v1/services', { name: 'x', fallbackTarget: targets[1] }, 'fallbackTarget.id'],
      ['POST /v1/integrations', { name: 'x', kind: 'events', serviceId: `svc_${UNKNOWN}` }, 'serviceId'],
    ] as const;
    for (const [routeKey, body, path] of cases) {
      const refused = await ask(routeKey, { body });
      expect(refused).toMatchObject({ status: 400, body: { code: 'validation-failed', errors: [{ path }] } });
    }
    const refused = await ask('PATCH /v1/escalation-policies/{id}', {
      params: { id: policy.id },
      body: { steps: [{ after: 'PT0S', targets }] },
    });
    expect(refused.body.errors).toMatchObject([{ path: 'steps.0.targets.1.id' }]);
  });

  it('keeps what it names from being deleted, and is named in the refusal', async () => {
    const { ask, contact, policy, service } = await withOrganisation();
    const integration = (
      await ask('POST /v1/integrations', { body: { name: 'CI', kind: 'events', serviceId: service.id } })
    ).body;
    const cases = [
      ['contacts', contact.id, { type: 'escalation-policy', id: policy.id, name: 'Night' }],
      ['escalation-policies', policy.id, { type: 'service', id: service.id, name: 'Payments' }],
      ['services', service.id, { type: 'integration', id: integration.id, name: 'CI' }],
    ] as const;
    for (const [noun, id, by] of cases) {
      const refused = await ask(`DELETE /v1/${noun}/{id}`, { params: { id } });
      expect(refused).toMatchObject({ status: 409, body: { code: 'in-use', by: [by] } });
    }
    for (const [noun, { id }] of [
      ['integrations', integration],
      ['services', service],
      ['escalation-policies', policy],
      ['contacts', contact],
    ] as const) {
      expect((await ask(`DELETE /v1/${noun}/{id}`, { params: { id } })).status).toBe(204);
    }
  });

  it('lets go of what it no longer names', async () => {
    const { ask, contact, policy } = await withOrganisation();
    const other = (await ask('POST /v1/contacts', { body: { name: 'Ben', phone: '+12025550124' } })).body;
    const steps = [{ after: 'PT0S', targets: [{ type: 'contact', id: other.id }] }];
    await ask('PATCH /v1/escalation-policies/{id}', { params: { id: policy.id }, body: { steps } });
    expect((await ask('DELETE /v1/contacts/{id}', { params: { id: contact.id } })).status).toBe(204);
    expect((await ask('DELETE /v1/contacts/{id}', { params: { id: other.id } })).status).toBe(409);
  });
});

describe('an escalation policy', () => {
  it('keeps what a change leaves out', async () => {
    const { ask, policy, steps } = await withOrganisation();
    const params = { id: policy.id };
    await ask('PATCH /v1/escalation-policies/{id}', {
      params,
      body: { repeat: 3, acknowledgementTimeout: 'PT30M' },
    });
    const { body } = await ask('PATCH /v1/escalation-policies/{id}', { params, body: { name: 'Day' } });
    expect(body).toMatchObject({ name: 'Day', steps, repeat: 3, acknowledgementTimeout: 'PT30M' });
  });

  it('names at most 40 contacts', async () => {
    const { ask } = configurationApi();
    const contacts = Array.from({ length: 41 }, (_, index) => ({
      type: 'contact',
      id: `ctc_${String(index).padStart(26, '0')}`,
    }));
    const steps = [contacts.slice(0, 20), contacts.slice(20, 40), contacts.slice(40)].map((targets) => ({
      after: 'PT5M',
      targets,
    }));
    const refused = await ask('POST /v1/escalation-policies', { body: { name: 'Everybody', steps } });
    expect(refused.body.errors).toMatchObject([{ path: 'steps' }]);
  });
});

describe('the default service', () => {
  it('is there from the beginning, once, and first', async () => {
    const { ask, audit } = configurationApi();
    const lists = await Promise.all([
      ask('GET /v1/services'),
      ask('GET /v1/services'),
      ask('GET /v1/services'),
    ]);
    for (const { body } of lists) {
      expect(body.items).toMatchObject([{ id: DEFAULT_SERVICE_ID, name: 'Default', isDefault: true }]);
    }
    expect(audit).toHaveLength(1);
    const { body } = await ask('POST /v1/services', { body: { name: 'Payments' } });
    expect(body).toMatchObject({ isDefault: false });
    expect((await ask('GET /v1/services')).body.items.map(({ name }) => name)).toEqual([
      'Default',
      'Payments',
    ]);
  });

  it('can be read and changed before anything else has needed it', async () => {
    const { ask } = configurationApi();
    const params = { id: DEFAULT_SERVICE_ID };
    expect((await ask('GET /v1/services/{id}', { params })).status).toBe(200);
    const fresh = configurationApi();
    const changed = await fresh.ask('PATCH /v1/services/{id}', { params, body: { tier: 'critical' } });
    expect(changed).toMatchObject({ status: 200, body: { tier: 'critical', isDefault: true } });
  });

  it('can not be deleted', async () => {
    const { ask } = configurationApi();
    await ask('GET /v1/services');
    const refused = await ask('DELETE /v1/services/{id}', { params: { id: DEFAULT_SERVICE_ID } });
    expect(refused).toMatchObject({ status: 409, body: { code: 'in-use' } });
  });

  it('takes the alerts of an integration that names no service', async () => {
    const { ask } = configurationApi();
    const { body } = await ask('POST /v1/integrations', { body: { name: 'CI', kind: 'events' } });
    expect(body.serviceId).toBe(DEFAULT_SERVICE_ID);
    const named = { name: 'CI', kind: 'events', serviceId: DEFAULT_SERVICE_ID };
    expect((await configurationApi().ask('POST /v1/integrations', { body: named })).status).toBe(201);
  });
});
