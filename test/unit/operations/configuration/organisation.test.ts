import { describe, expect, it } from 'vitest';
import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';
import { organisation } from '#operations/configuration/organisation.ts';
import { allServices } from '#operations/configuration/services.ts';
import { configurationApi } from '#test/support/configurationApi.ts';

describe('what incidents take from the configuration', () => {
  it('is what the API has saved', async () => {
    const { ask, ports } = configurationApi();
    const contact = (await ask('POST /v1/contacts', { body: { name: 'Ada', phone: '+12025550123' } })).body;
    const steps = [{ after: 'PT0S', targets: [{ type: 'contact', id: contact.id }] }];
    const policy = (await ask('POST /v1/escalation-policies', { body: { name: 'Night', steps } })).body;
    const service = (await ask('POST /v1/services', { body: { name: 'Payments' } })).body;

    const { service: findService, policy: findPolicy, contacts, settings } = organisation(ports);
    expect(await findService(service.id)).toEqual(service);
    expect(await findPolicy(policy.id)).toEqual(policy);
    const unknown = 'ctc_01J00000000000000000000000';
    expect(await contacts([contact.id, contact.id, unknown])).toEqual(new Map([[contact.id, contact]]));
    expect(await settings()).toEqual((await ask('GET /v1/settings')).body);
    expect(await findService('svc_01J00000000000000000000000')).toBeUndefined();
    expect(await findPolicy('pol_01J00000000000000000000000')).toBeUndefined();
  });

  it('always has the one default service, however many need it first', async () => {
    const { ports, audit } = configurationApi();
    const { defaultService, service } = organisation(ports);
    const found = await Promise.all([defaultService(), service(DEFAULT_SERVICE_ID), defaultService()]);
    expect(found.map((one) => one?.isDefault)).toEqual([true, true, true]);
    expect(audit).toHaveLength(1);
  });

  it('lists every service, the default one among them', async () => {
    const { ask, ports } = configurationApi();
    expect(await allServices(ports)).toMatchObject([{ isDefault: true }]);
    const names = Array.from({ length: 130 }, (_, index) => `Service ${index}`);
    for (const name of names) await ask('POST /v1/services', { body: { name } });
    const services = await allServices(ports);
    expect(services.map(({ name }) => name)).toEqual(['Default', ...names]);
  });
});
