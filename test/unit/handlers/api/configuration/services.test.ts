import { describe, expect, it } from 'vitest';
import { configurationApi } from '#test/support/configurationApi.ts';

const UNKNOWN = '01J00000000000000000000000';
const tag = (number: number) => ({ key: `key-${number}`, value: 'value' });

function services() {
  const api = configurationApi();
  const create = async (body: Record<string, unknown>) =>
    (await api.ask('POST /v1/services', { body: { name: 'Service', ...body } })).body;
  const change = (id: string, body: Record<string, unknown>) =>
    api.ask('PATCH /v1/services/{id}', { params: { id }, body });
  const remove = (id: string) => api.ask('DELETE /v1/services/{id}', { params: { id } });
  return { ...api, create, change, remove };
}

describe('a service', () => {
  it('has an owner, tags of its alarms and dependencies, and keeps what a change leaves out', async () => {
    const { ask, create, change } = services();
    const contact = (await ask('POST /v1/contacts', { body: { name: 'Ada', phone: '+12025550123' } })).body;
    const team = (await ask('POST /v1/teams', { body: { name: 'Payments', members: [contact.id] } })).body;
    const ledger = await create({ name: 'Ledger' });
    expect(ledger).toMatchObject({
      teamId: null,
      tier: 'medium',
      alarmTags: [],
      dependsOn: [],
      autoResolve: true,
    });
    const fields = {
      teamId: team.id,
      tier: 'critical',
      alarmTags: [{ key: 'aws:cloudformation:stack-name', value: 'payments' }, tag(1)],
      dependsOn: [ledger.id],
    };
    const payments = await create({ name: 'Payments', ...fields });
    expect(payments).toMatchObject(fields);
    expect((await change(payments.id, { autoResolve: false })).body).toMatchObject({
      ...fields,
      autoResolve: false,
    });
  });

  it.each([
    ['more than 20 tags', { alarmTags: Array.from({ length: 21 }, (_, index) => tag(index)) }, 'alarmTags'],
    ['a tag without a key', { alarmTags: [tag(1), { key: ' ', value: 'a' }] }, 'alarmTags.1.key'],
    ['a tag without a value', { alarmTags: [{ key: 'team' }] }, 'alarmTags.0.value'],
    ['an owner that does not exist', { teamId: `team_${UNKNOWN}` }, 'teamId'],
    ['a dependency that does not exist', { dependsOn: [`svc_${UNKNOWN}`] }, 'dependsOn.0'],
    ['a dependency that is no service', { dependsOn: [`team_${UNKNOWN}`] }, 'dependsOn.0'],
    ['a tier that is none', { tier: 'gold' }, 'tier'],
  ])('is refused with %s', async (_, fields, path) => {
    const refused = await services().ask('POST /v1/services', { body: { name: 'Payments', ...fields } });
    expect(refused).toMatchObject({ status: 400, body: { code: 'validation-failed', errors: [{ path }] } });
  });
});

describe('the dependencies of a service', () => {
  it('are never itself', async () => {
    const { create, change } = services();
    const [ledger, payments] = [await create({ name: 'Ledger' }), await create({ name: 'Payments' })];
    const refused = await change(payments.id, { dependsOn: [ledger.id, payments.id] });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'dependsOn.1' }] } });
  });

  it('may be a circle', async () => {
    const { create, change } = services();
    const ledger = await create({ name: 'Ledger' });
    const payments = await create({ name: 'Payments', dependsOn: [ledger.id] });
    const changed = await change(ledger.id, { dependsOn: [payments.id] });
    expect(changed).toMatchObject({ status: 200, body: { dependsOn: [payments.id] } });
  });

  it('can not be deleted while they are named', async () => {
    const { create, change, remove } = services();
    const ledger = await create({ name: 'Ledger' });
    const payments = await create({ name: 'Payments', dependsOn: [ledger.id, ledger.id] });
    const by = [{ type: 'service', id: payments.id, name: 'Payments' }];
    expect(await remove(ledger.id)).toMatchObject({ status: 409, body: { code: 'in-use', by } });
    await change(payments.id, { dependsOn: [] });
    expect((await remove(ledger.id)).status).toBe(204);
  });
});
