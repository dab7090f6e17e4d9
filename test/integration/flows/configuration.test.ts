import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '#domain/audit/schema.ts';
import type { Contact } from '#domain/contact/schema.ts';
import type { Service } from '#domain/service/schema.ts';
import { eventually } from '#test/support/eventually.ts';
import { mailTo } from '#test/support/inboxes.ts';
import { ask, must } from '#test/support/musterApi.ts';
import { newContact, newPolicy, newService, staffedService, unique } from '#test/support/organisations.ts';

const audited = async (id: string) =>
  (await must<{ items: AuditEntry[] }>('GET', '/v1/audit?limit=100')).items.filter(
    (entry) => entry.target.id === id,
  );

describe('configuration', () => {
  it('is written down with who changed what, from making it to deleting it', async () => {
    const contact = await newContact();
    await must('PATCH', `/v1/contacts/${contact.id}`, { timeZone: 'Europe/Berlin' });
    await must('DELETE', `/v1/contacts/${contact.id}`);

    const entries = await audited(contact.id);

    expect(entries.map(({ action }) => action)).toEqual(['deleted', 'updated', 'created']);
    expect(entries[1]).toMatchObject({ before: { timeZone: 'UTC' }, after: { timeZone: 'Europe/Berlin' } });
    expect(entries.every((entry) => entry.actor.type === 'key' && entry.actor.name !== '')).toBe(true);
    expect(await ask('GET', `/v1/contacts/${contact.id}`)).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });

  it('that is in use can not be deleted, and the refusal names what uses it', async () => {
    const contact = await newContact();
    const policy = await newPolicy([['PT0S', contact]]);
    const service = await newService({ escalationPolicyId: policy.id });

    expect(await ask('DELETE', `/v1/contacts/${contact.id}`)).toMatchObject({
      status: 409,
      body: { code: 'in-use', by: [{ type: 'escalation-policy', id: policy.id, name: policy.name }] },
    });
    expect(await ask('DELETE', `/v1/escalation-policies/${policy.id}`)).toMatchObject({
      status: 409,
      body: { code: 'in-use', by: [{ type: 'service', id: service.id, name: service.name }] },
    });
  });

  it('can only refer to what there is', async () => {
    const missing = 'ctc_01J00000000000000000000000';
    expect(
      await ask('POST', '/v1/escalation-policies', {
        body: {
          name: unique('policy'),
          steps: [{ after: 'PT0S', targets: [{ type: 'contact', id: missing }] }],
        },
      }),
    ).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', errors: [{ path: 'steps.0.targets.0.id' }] },
    });
  });

  it('changes only where nobody else was faster, if the caller asks for that', async () => {
    const service = await newService();
    const put = (etag: string) =>
      ask('PUT', `/v1/services/${service.id}`, {
        body: { name: service.name, tier: 'high' },
        headers: { 'if-match': etag },
      });
    expect((await put(service.etag)).status).toBe(200);
    expect(await put(service.etag)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });
});

describe('the default service', () => {
  it('is always there, is exactly one, and can not be deleted', async () => {
    const { items } = await must<{ items: Service[] }>('GET', '/v1/services?limit=100');
    const defaults = items.filter((service) => service.isDefault);
    expect(defaults).toHaveLength(1);
    expect(await ask('DELETE', `/v1/services/${defaults[0]?.id}`)).toMatchObject({
      status: 409,
      body: { code: 'in-use' },
    });
  });
});

describe('a contact', () => {
  it('who changes their address is paged at the new one and no more at the old', async () => {
    const { service, contact } = await staffedService();
    const address = `${unique('moved')}@example.com`;
    await must<Contact>('PATCH', `/v1/contacts/${contact.id}`, { email: address });

    await must('POST', '/v1/incidents', { title: unique('moved'), serviceId: service.id });

    await eventually(async () => (await mailTo(address)).some((mail) => mail.text.includes('/a/')));
    expect((await mailTo(contact.email ?? '')).filter((mail) => mail.text.includes('/a/'))).toEqual([]);
  });
});
