import { describe, expect, it } from 'vitest';
import { configurationApi } from '#test/support/configurationApi.ts';

const ONE = 'GET /v1/contacts/{id}';
const SEND = 'POST /v1/contacts/{id}/phone-verification';
const CONFIRM = 'POST /v1/contacts/{id}/phone-verification/confirm';
const CHASE = 'POST /v1/contacts/{id}/email-confirmation';
const TEST = 'POST /v1/contacts/{id}/test';
const MINUTE = 60_000;
const ada = { name: 'Ada', email: 'ada@example.org', phone: '+4915112345678' };

async function withContact(body: Record<string, unknown> = ada) {
  const api = configurationApi();
  const { body: contact } = await api.ask('POST /v1/contacts', { body });
  const params = { id: contact.id };
  const reach = async () => ((await api.ask(ONE, { params })).body as never as Reachable).reachability;
  const code = () => /\d{6}/.exec(api.pager.sent.at(-1)?.text ?? '')?.[0] ?? '';
  const wrong = () => String((Number(code()) + 1) % 1_000_000).padStart(6, '0');
  const confirm = (given: string) => api.ask(CONFIRM, { params, body: { code: given } });
  return { ...api, contact, params, reach, code, wrong, confirm };
}

interface Reachable {
  reachability: {
    email: string | null;
    phone: string | null;
    lastTest: { results: { channel: string }[] } | null;
  };
}

describe("a contact's phone", () => {
  it('is verified by the code that came by SMS', async () => {
    const { ask, params, pager, code, confirm, reach } = await withContact();
    const sent = await ask(SEND, { params });
    expect(sent).toMatchObject({
      status: 202,
      body: { sentTo: '+49*********78', expiresAt: '2026-03-01T03:10:00.000Z' },
    });
    expect(pager.sent).toMatchObject([{ channel: 'sms', contactId: params.id }]);
    expect(await reach()).toMatchObject({ phone: 'unverified' });

    expect(await confirm(code())).toMatchObject({
      status: 200,
      body: { reachability: { phone: 'verified' } },
    });
    expect(await reach()).toMatchObject({ phone: 'verified' });
  });

  it('stays verified when the answer was lost and the code is given again', async () => {
    const { ask, params, code, confirm } = await withContact();
    await ask(SEND, { params });
    const first = await confirm(code());
    expect(await confirm(code())).toEqual(first);
  });

  it('takes five tries of a code and no more, and says how many are left', async () => {
    const { ask, params, code, wrong, confirm, reach } = await withContact();
    await ask(SEND, { params });
    const refusals = await Promise.all(Array.from({ length: 5 }, () => confirm(wrong())));
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 5 }, () => [400, 'validation-failed']),
    );
    expect(refusals.map(({ body }) => (body as never as { attemptsLeft: number }).attemptsLeft)).toEqual([
      4, 3, 2, 1, 0,
    ]);
    expect(await confirm(code())).toMatchObject({ status: 410, body: { code: 'gone' } });
    expect(await reach()).toMatchObject({ phone: 'unverified' });
  });

  it('is not verified by a code that is ten minutes old, or where there is none', async () => {
    const { ask, params, code, confirm, pass } = await withContact();
    expect(await confirm('123456')).toMatchObject({ status: 410, body: { code: 'gone' } });
    await ask(SEND, { params });
    pass(10 * MINUTE);
    expect(await confirm(code())).toMatchObject({ status: 410, body: { code: 'gone' } });
  });

  it('is not verified by what is no code, and that costs no try', async () => {
    const { ask, params, wrong, confirm } = await withContact();
    await ask(SEND, { params });
    expect(await confirm('12345')).toMatchObject({ status: 400, body: { errors: [{ path: 'code' }] } });
    expect((await confirm(wrong())).body).toMatchObject({ attemptsLeft: 4 });
  });

  it('gets at most one code a minute, and the next ends the one before', async () => {
    const { ask, params, code, confirm, pager, pass } = await withContact();
    await ask(SEND, { params });
    const first = code();
    pass(MINUTE - 1);
    expect(await ask(SEND, { params })).toMatchObject({
      status: 429,
      body: { code: 'too-soon', retryAt: '2026-03-01T03:01:00.000Z' },
    });
    expect(pager.sent).toHaveLength(1);
    pass(1);
    expect((await ask(SEND, { params })).status).toBe(202);
    if (first !== code()) expect((await confirm(first)).status).toBe(400);
    expect((await confirm(code())).status).toBe(200);
  });

  it('may get another code at once where SNS did not take the first', async () => {
    const { ask, params, pager } = await withContact();
    pager.failing.add('sms');
    expect(await ask(SEND, { params })).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    pager.failing.clear();
    expect((await ask(SEND, { params })).status).toBe(202);
  });

  it('is not verified by the code of the number before', async () => {
    const { ask, params, code, confirm, reach } = await withContact();
    await ask(SEND, { params });
    await ask('PATCH /v1/contacts/{id}', { params, body: { phone: '+12025550123' } });
    expect(await confirm(code())).toMatchObject({ status: 410, body: { code: 'gone' } });
    expect(await reach()).toMatchObject({ phone: 'unverified' });
  });

  it('loses what was known of it when the number changes', async () => {
    const { ask, params, code, confirm, reach } = await withContact();
    await ask(SEND, { params });
    await confirm(code());
    await ask('PATCH /v1/contacts/{id}', { params, body: { name: 'Ada L.' } });
    expect(await reach()).toMatchObject({ phone: 'verified' });
    await ask('PATCH /v1/contacts/{id}', { params, body: { phone: '+12025550123' } });
    expect(await reach()).toMatchObject({ phone: 'unverified' });
  });

  it('has to be there', async () => {
    const { ask, params } = await withContact({ name: 'Ben', email: 'ben@example.org' });
    expect(await ask(SEND, { params })).toMatchObject({ status: 400, body: { errors: [{ path: 'phone' }] } });
    const nobody = { id: 'ctc_01J00000000000000000000000' };
    expect((await ask(SEND, { params: nobody })).status).toBe(404);
    expect((await ask(CONFIRM, { params: nobody, body: { code: '123456' } })).status).toBe(404);
  });
});

describe('what is learned of a contact', () => {
  it('is no edit: the etag that somebody has read is still good, and the audit log says nothing', async () => {
    const { ask, params, reach, topics, audit } = await withContact();
    const { etag } = (await ask(ONE, { params })).body;
    const audited = audit.length;
    topics.confirmed.add(ada.email);
    expect(await reach()).toMatchObject({ email: 'confirmed' });
    await ask('POST /v1/contacts/{id}/test', { params, body: {} });
    expect(audit).toHaveLength(audited);
    const changed = await ask('PATCH /v1/contacts/{id}', {
      params,
      body: { name: 'Ada O.' },
      headers: { 'if-match': etag },
    });
    expect(changed.status).toBe(200);
  });

  it('by a test of one channel leaves what is known of the other', async () => {
    const { ask, params, reach } = await withContact();
    await ask('POST /v1/contacts/{id}/test', { params, body: {} });
    await ask('POST /v1/contacts/{id}/test', { params, body: { channels: ['sms'] } });
    const { lastTest } = await reach();
    expect(lastTest?.results.map(({ channel }) => channel).sort()).toEqual(['email', 'sms']);
  });
});

describe("a contact's email", () => {
  it('is pending until its owner confirms it, which the next look finds out', async () => {
    const { ask, params, reach, topics } = await withContact();
    expect(await reach()).toMatchObject({ email: 'pending' });
    topics.confirmed.add(ada.email);
    expect(await reach()).toMatchObject({ email: 'confirmed' });
    expect((await ask('GET /v1/contacts')).body.items).toMatchObject([
      { reachability: { email: 'confirmed' } },
    ]);
    expect((await ask(ONE, { params, scopes: 'read' })).status).toBe(200);
  });

  it('is shown as it was known where SNS does not answer', async () => {
    const { reach, topics, reports } = await withContact();
    topics.confirmed.add(ada.email);
    topics.failing.add('isConfirmed');
    expect(await reach()).toMatchObject({ email: 'pending' });
    expect(reports).toHaveLength(1);
  });

  it('is chased by another message of SNS, and known to be confirmed once it is', async () => {
    const { ask, params, topics, reach } = await withContact();
    expect(await ask(CHASE, { params })).toMatchObject({
      status: 202,
      body: { email: ada.email, state: 'pending' },
    });
    topics.confirmed.add(ada.email);
    expect((await ask(CHASE, { params })).body).toMatchObject({ state: 'confirmed' });
    expect(await reach()).toMatchObject({ email: 'confirmed' });
    topics.failing.add('ensure');
    expect(await ask(CHASE, { params })).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  });

  it('has to be there to be chased', async () => {
    const { ask, params } = await withContact({ name: 'Ben', phone: ada.phone });
    expect(await ask(CHASE, { params })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'email' }] },
    });
  });
});

describe('a test page', () => {
  it('goes out on every channel, says that nothing is wrong, and is kept', async () => {
    const { ask, params, pager, topics, reach } = await withContact();
    topics.confirmed.add(ada.email);
    const { status, body } = await ask(TEST, { params });
    expect(status).toBe(200);
    expect(body).toEqual({
      at: '2026-03-01T03:00:00.000Z',
      results: [
        { channel: 'sms', state: 'sent', reason: expect.stringContaining('message-1') },
        { channel: 'email', state: 'sent', reason: expect.stringContaining('message-2') },
      ],
    });
    expect(pager.sent.map(({ channel }) => channel)).toEqual(['sms', 'email']);
    for (const { text } of pager.sent) expect(text).toMatch(/^Test page from Muster\. Nothing is wrong/);
    expect(await reach()).toEqual({ email: 'confirmed', phone: 'unverified', lastTest: body });
  });

  it('that fails on one channel still goes out on the other', async () => {
    const { ask, params, pager, topics, reach } = await withContact();
    topics.confirmed.add(ada.email);
    pager.failing.add('sms');
    const { status, body } = await ask(TEST, { params, body: { channels: ['email', 'sms'] } });
    expect(status).toBe(200);
    expect((body as never as { results: unknown[] }).results).toMatchObject([
      { channel: 'email', state: 'sent' },
      { channel: 'sms', state: 'failed', reason: 'The channel is down.' },
    ]);
    expect(await reach()).toMatchObject({ lastTest: body });
  });

  it('to an address that nobody has confirmed has failed, and says what to do', async () => {
    const { ask, params, pager } = await withContact();
    const { body } = await ask(TEST, { params, body: { channels: ['email'] } });
    expect(body).toMatchObject({
      results: [{ channel: 'email', state: 'failed', reason: expect.stringContaining('confirm') }],
    });
    expect(pager.sent).toHaveLength(1);
  });

  it('asks for no channel that the contact has not', async () => {
    const { ask, params, pager } = await withContact({ name: 'Ben', phone: ada.phone });
    expect(await ask(TEST, { params, body: { channels: ['email'] } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'channels' }] },
    });
    expect(pager.sent).toEqual([]);
  });

  it('is forgotten with the address that it was sent to', async () => {
    const { ask, params, reach } = await withContact();
    await ask(TEST, { params });
    await ask('PATCH /v1/contacts/{id}', { params, body: { phone: '+12025550123' } });
    expect(await reach()).toMatchObject({ lastTest: null });
  });

  it('needs the scope manage', async () => {
    const { ask, params } = await withContact();
    for (const route of [TEST, SEND, CHASE]) {
      expect((await ask(route, { params, scopes: 'respond' })).status).toBe(403);
      expect((await ask(route, { params, scopes: 'manage' })).status).toBeLessThan(300);
    }
  });
});

describe('quiet times', () => {
  it.each([
    ['hours of a whole day', { hours: { from: '22:00', to: '22:00' } }, 'quietTimes.hours.to'],
    [
      'a whole week',
      {
        weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
      },
      'quietTimes.weekdays',
    ],
  ])('of %s are refused, because nothing would ever arrive', async (_case, quietTimes, path) => {
    const { ask, params } = await withContact();
    const refused = await ask('PATCH /v1/contacts/{id}', { params, body: { quietTimes } });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });
});
