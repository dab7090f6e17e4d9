import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { acknowledgementLinkRoutes } from '#contract/public.ts';
import { planClock } from '#domain/incident/clock.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { acknowledgementLinkOperations } from '#handlers/api/acknowledgementLinkOperations.ts';
import { createApi } from '#handlers/api/http/createApi.ts';
import { acknowledgementLinks } from '#operations/acknowledgementLink/links.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { requestResponders } from '#operations/responder/requestResponders.ts';
import { apiEvent, lambdaContext } from '#test/support/apiEvent.ts';
import { openOne } from '#test/support/opened.ts';
import { ada, ben } from '#test/support/sampleOrganisation.ts';
import { alice, entered, newWorld } from '#test/support/world.ts';

const KEY = randomBytes(32);
const FORM = 'application/x-www-form-urlencoded';
const HOSTILE = '<b>"quick"</b>\n\u202Enow';

describe('the page behind a link', () => {
  let press: (body?: string, headers?: Record<string, string>, base64?: boolean) => Promise<string>;
  let look: () => Promise<string>;
  let record: () => Promise<IncidentRecord>;
  let status: number | undefined;

  beforeEach(async () => {
    const world = newWorld();
    const linkKeys = { key: async () => KEY };
    const ports = { ...world.ports, linkKeys };
    const { id } = await openOne(world);
    record = async () => {
      const found = await ports.incidents.get(id);
      if (!found) throw new Error('The incident is gone.');
      return found;
    };
    await runStage(entered(world, planClock(await record(), ports.clock.now())), ports);
    const targets = [
      { type: 'contact' as const, id: ben.id },
      { type: 'contact' as const, id: ada.id },
    ];
    await requestResponders(id, { targets, message: HOSTILE }, { actor: alice }, ports);
    const links = acknowledgementLinks('https://muster.example', { linkKeys, clock: ports.clock });
    const token = (await links.acknowledge(await record(), ben.id)).slice(-35);
    const handler = createApi({
      routes: acknowledgementLinkRoutes,
      operations: acknowledgementLinkOperations(ports),
    });
    const ask = async (method: string, body?: string, headers = {}, isBase64Encoded = false) => {
      const event = apiEvent({
        routeKey: `${method} /a/{token}`,
        params: { token },
        key: null,
        headers: { accept: 'text/html', ...headers },
        ...(body === undefined ? {} : { body }),
      });
      const answer = await handler({ ...event, isBase64Encoded }, lambdaContext);
      status = answer.statusCode;
      return answer.body ?? '';
    };
    look = () => ask('GET');
    press = (body, headers = { 'content-type': FORM }, base64 = false) => ask('POST', body, headers, base64);
  });

  const state = async () => (await record()).responders.find(({ contactId }) => contactId === ben.id)?.state;

  it('asks for help with two buttons, and shows the message as text', async () => {
    const page = await look();
    expect([...page.matchAll(/name="action" value="(\w+)"/g)].map(([, action]) => action)).toEqual([
      'accept',
      'decline',
    ]);
    expect(page).toContain(
      'Alice asks for your help:</strong> &#60;b&#62;&#34;quick&#34;&#60;/b&#62; now</p>',
    );
    expect(await state()).toBe('requested');
  });

  it.each([
    ['a form', 'action=decline', false, 'declined', 'Understood, Ben.'],
    [
      'a form in base64, as the gateway hands it over',
      'action=decline',
      true,
      'declined',
      'Understood, Ben.',
    ],
    ['a form with more fields', 'x=1&action=accept', false, 'accepted', 'Thank you, Ben.'],
    ['no body', undefined, false, 'accepted', 'Thank you, Ben.'],
  ])('takes %s', async (_case, body, base64, expected, words) => {
    const sent = body && base64 ? Buffer.from(body).toString('base64') : body;
    expect(await press(sent, { 'content-type': `${FORM}; charset=utf-8` }, base64)).toContain(words);
    expect([status, await state()]).toEqual([200, expected]);
  });

  it.each([
    ['an unknown button', 'action=explode', FORM, 400],
    ['a body that is no form', '{"action":"decline"}', 'application/json', 415],
    ['far too much', `action=accept&x=${'x'.repeat(20_000)}`, FORM, 413],
  ])('kindly refuses %s, and takes it for nothing else', async (_case, body, type, expected) => {
    expect(await press(body, { 'content-type': type })).toContain('<h1>');
    expect([status, await state()]).toEqual([expected, 'requested']);
  });

  it('says after an answer what it was', async () => {
    await press('action=decline');
    expect(await look()).toContain('You have declined, Ben.');
    expect(await press('action=accept')).toContain('If you can help after all, tell Alice');
    expect(await state()).toBe('declined');
  });
});
