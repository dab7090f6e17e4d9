import { describe, expect, it } from 'vitest';
import { configurationApi } from '#test/support/configurationApi.ts';

const ONE = 'GET /v1/contacts/{id}';
const ada = { name: 'Ada', email: 'ada@example.org', phone: '+4915112345678' };

async function withAda() {
  const api = configurationApi();
  const { body } = await api.ask('POST /v1/contacts', { body: ada });
  const params = { id: body.id };
  return { ...api, contact: body, params };
}

describe('contacts', () => {
  it('are created with a topic of their own, and read back', async () => {
    const { ask, topics, contact, params } = await withAda();
    expect(contact).toMatchObject({ ...ada, timeZone: 'UTC', etag: '"1"' });
    expect(topics.addressesOf(contact.id)).toEqual(['ada@example.org']);
    expect((await ask(ONE, { params })).body).toEqual(contact);
    expect((await ask('GET /v1/contacts')).body).toEqual({ items: [contact], nextCursor: null });
  });

  it('need no topic without an email', async () => {
    const { ask, topics } = configurationApi();
    const { body } = await ask('POST /v1/contacts', { body: { name: 'Ben', phone: '+12025550123' } });
    expect(body).toMatchObject({ email: null, emailTopicArn: null });
    expect(topics.addressesOf(body.id)).toEqual([]);
  });

  it.each([
    [{ name: 'Nobody' }, 'email'],
    [{ ...ada, phone: '0151 1234' }, 'phone'],
    [{ ...ada, email: 'not an address' }, 'email'],
    [{ ...ada, timeZone: '+01:00' }, 'timeZone'],
    [{ ...ada, timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ ...ada, name: ' \n ' }, 'name'],
    [{ ...ada, id: 'ctc_01J00000000000000000000000' }, 'id'],
  ])('refuse %o, naming %s', async (body, path) => {
    const { ask } = configurationApi();
    const refused = await ask('POST /v1/contacts', { body });
    expect(refused).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(refused.body.errors.map((error) => error.path)).toEqual([path]);
  });

  it('are not saved where SNS does not answer', async () => {
    const { ask, topics } = configurationApi();
    topics.failing.add('ensure');
    const refused = await ask('POST /v1/contacts', { body: ada });
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect((await ask('GET /v1/contacts')).body.items).toEqual([]);
  });

  it('are created once where the first attempt failed and is repeated', async () => {
    const { ask, topics } = configurationApi();
    const asked = { body: ada, headers: { 'idempotency-key': 'k' } };
    topics.failing.add('ensure');
    expect((await ask('POST /v1/contacts', asked)).status).toBe(503);
    topics.failing.clear();
    const first = await ask('POST /v1/contacts', asked);
    expect(await ask('POST /v1/contacts', asked)).toEqual(first);
    expect((await ask('GET /v1/contacts')).body.items).toHaveLength(1);
  });

  it('change in the given fields only', async () => {
    const { ask, contact, params } = await withAda();
    const { body } = await ask('PATCH /v1/contacts/{id}', { params, body: { name: 'Ada L.' } });
    expect(body).toMatchObject({ ...contact, name: 'Ada L.', etag: '"2"', updatedAt: expect.any(String) });
  });

  it('fall back to the defaults of what a replacement leaves out', async () => {
    const { ask, params, topics } = await withAda();
    const { body } = await ask('PUT /v1/contacts/{id}', {
      params,
      body: { name: 'Ada', phone: ada.phone },
    });
    expect(body).toMatchObject({ email: null, emailTopicArn: null, timeZone: 'UTC' });
    expect(topics.addressesOf(params.id)).toEqual([]);
  });

  it('refuse a change that leaves nobody to reach', async () => {
    const { ask, params } = await withAda();
    const refused = await ask('PATCH /v1/contacts/{id}', { params, body: { email: null, phone: null } });
    expect(refused.body.errors).toMatchObject([{ path: 'email' }]);
  });

  it('move their subscription to a new address', async () => {
    const { ask, params, topics } = await withAda();
    await ask('PATCH /v1/contacts/{id}', { params, body: { email: 'new@example.org' } });
    expect(topics.addressesOf(params.id)).toEqual(['new@example.org']);
  });

  it('keep both addresses for a while rather than none', async () => {
    const { ask, params, topics, reports } = await withAda();
    topics.failing.add('keepOnly');
    const changed = await ask('PATCH /v1/contacts/{id}', { params, body: { email: 'new@example.org' } });
    expect(changed.status).toBe(200);
    expect(topics.addressesOf(params.id)).toEqual(['ada@example.org', 'new@example.org']);
    expect(reports).toHaveLength(1);

    topics.failing.clear();
    await ask('PUT /v1/contacts/{id}', { params, body: { ...ada, email: 'new@example.org' } });
    expect(topics.addressesOf(params.id)).toEqual(['new@example.org']);
  });

  it('write nothing where nothing changes', async () => {
    const { ask, params, contact, audit } = await withAda();
    const { body } = await ask('PUT /v1/contacts/{id}', { params, body: ada });
    expect(body).toEqual(contact);
    expect(audit).toHaveLength(1);
  });

  it('change only where they are what If-Match names', async () => {
    const { ask, params, contact } = await withAda();
    const headers = { 'if-match': contact.etag };
    const first = await ask('PATCH /v1/contacts/{id}', { params, headers, body: { name: 'First' } });
    expect(first.headers.etag).toBe('"2"');
    for (const method of ['PATCH', 'PUT']) {
      const late = await ask(`${method} /v1/contacts/{id}`, {
        params,
        headers,
        body: { ...ada, name: 'Late' },
      });
      expect(late).toMatchObject({ status: 409, body: { code: 'conflict' } });
    }
    const late = await ask('DELETE /v1/contacts/{id}', { params, headers });
    expect(late).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await ask(ONE, { params })).body.name).toBe('First');
  });

  it('take the last of many changes that name no revision, and keep all of them in the audit log', async () => {
    const { ask, params, audit } = await withAda();
    const names = ['a', 'b', 'c', 'd'];
    const replies = await Promise.all(
      names.map((name) => ask('PATCH /v1/contacts/{id}', { params, body: { name } })),
    );
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(
      audit
        .slice(1)
        .map(({ after }) => after?.name)
        .sort(),
    ).toEqual(names);
    expect((await ask(ONE, { params })).body.etag).toBe('"5"');
  });

  it('go with their topic when they are deleted', async () => {
    const { ask, params, topics, audit } = await withAda();
    expect((await ask('DELETE /v1/contacts/{id}', { params })).status).toBe(204);
    expect(topics.addressesOf(params.id)).toEqual([]);
    expect(await ask(ONE, { params })).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await ask('DELETE /v1/contacts/{id}', { params })).status).toBe(404);
    expect(audit.at(-1)).toMatchObject({
      action: 'deleted',
      actor: { type: 'key', name: 'test' },
      target: { type: 'contact', id: params.id, name: 'Ada' },
      before: ada,
      after: null,
    });
  });

  it('need the scope manage to be changed and read to be seen', async () => {
    const { ask, params } = await withAda();
    expect((await ask(ONE, { params, scopes: 'read' })).status).toBe(200);
    expect((await ask('DELETE /v1/contacts/{id}', { params, scopes: 'respond' })).status).toBe(403);
    expect((await ask('DELETE /v1/contacts/{id}', { params, scopes: 'manage' })).status).toBe(204);
  });
});
