import { describe, expect, it } from 'vitest';
import { configurationApi } from '#test/support/configurationApi.ts';

async function withTeam() {
  const api = configurationApi();
  const { ask } = api;
  const [ada, ben] = await Promise.all(
    ['Ada', 'Ben'].map(
      async (name) => (await ask('POST /v1/contacts', { body: { name, phone: '+12025550123' } })).body.id,
    ),
  );
  const team = (await ask('POST /v1/teams', { body: { name: 'Payments', members: [ada, ben] } })).body;
  return { ...api, team, params: { id: team.id }, ada, ben };
}

describe('a team', () => {
  it('is created, shown, listed, replaced, changed and deleted', async () => {
    const { ask, team, params, ada, ben } = await withTeam();
    expect(team).toMatchObject({ key: null, name: 'Payments', description: null, members: [ada, ben] });
    expect((await ask('GET /v1/teams/{id}', { params })).body).toEqual(team);
    expect((await ask('GET /v1/teams')).body.items).toEqual([team]);

    const replaced = await ask('PUT /v1/teams/{id}', { params, body: { name: 'Pay', members: [ben] } });
    expect(replaced).toMatchObject({ status: 200, body: { name: 'Pay', members: [ben], etag: '"2"' } });
    const changed = await ask('PATCH /v1/teams/{id}', { params, body: { description: 'Money.' } });
    expect(changed.body).toMatchObject({ name: 'Pay', members: [ben], description: 'Money.' });

    expect((await ask('DELETE /v1/teams/{id}', { params })).status).toBe(204);
    expect((await ask('GET /v1/teams/{id}', { params })).status).toBe(404);
    expect((await ask('GET /v1/teams')).body.items).toEqual([]);
  });

  it('is created once, however often the same request comes', async () => {
    const { ask, ada } = await withTeam();
    const request = {
      headers: { 'idempotency-key': 'a-team' },
      body: { name: 'Search', members: [ada] },
    };
    const [first, second] = [await ask('POST /v1/teams', request), await ask('POST /v1/teams', request)];
    expect(second).toEqual(first);
    expect((await ask('GET /v1/teams')).body.items).toHaveLength(2);
  });

  it('changes only where it is what If-Match names', async () => {
    const { ask, team, params } = await withTeam();
    const headers = { 'if-match': team.etag };
    const rename = (name: string) => ask('PATCH /v1/teams/{id}', { params, headers, body: { name } });
    expect((await rename('Pay')).status).toBe(200);
    expect(await rename('Late')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await ask('DELETE /v1/teams/{id}', { params, headers })).toMatchObject({ status: 409 });
  });

  it('has members who exist, at least one, and keeps them from being deleted', async () => {
    const { ask, team, ada } = await withTeam();
    const unknown = 'ctc_01J00000000000000000000000';
    for (const [members, path] of [
      [[ada, unknown], 'members.1'],
      [[], 'members'],
    ] as const) {
      const refused = await ask('POST /v1/teams', { body: { name: 'x', members } });
      expect(refused).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    }
    const refused = await ask('DELETE /v1/contacts/{id}', { params: { id: ada ?? '' } });
    expect(refused).toMatchObject({ status: 409, body: { by: [{ type: 'team', id: team.id }] } });
  });

  it('is there as long as a service names it', async () => {
    const { ask, params } = await withTeam();
    const service = (await ask('POST /v1/services', { body: { name: 'Checkout', teamId: params.id } })).body;
    const refused = await ask('DELETE /v1/teams/{id}', { params });
    expect(refused).toMatchObject({ status: 409, body: { code: 'in-use', by: [{ id: service.id }] } });
  });

  it('is written down with who changed what, and needs a key that may', async () => {
    const { ask, audit, team, params } = await withTeam();
    await ask('PATCH /v1/teams/{id}', { params, body: { name: 'Pay' } });
    expect(audit.at(-1)).toMatchObject({
      action: 'updated',
      target: { type: 'team', id: team.id },
      before: { name: 'Payments' },
      after: { name: 'Pay' },
    });
    expect((await ask('DELETE /v1/teams/{id}', { params, scopes: 'read respond' })).status).toBe(403);
  });
});
