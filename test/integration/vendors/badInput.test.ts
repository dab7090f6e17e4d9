import { describe, expect, test } from 'vitest';
import type { Incident } from '#domain/incident/schema.ts';
import type { IntegrationKind, IntegrationWithKey, RejectedPayload } from '#domain/integration/schema.ts';
import { eventually } from '#test/support/eventually.ts';
import { mailTo, smsTo } from '#test/support/inboxes.ts';
import { type Asked, ask, must, openIncidents } from '#test/support/musterApi.ts';
import { staffedService, unique } from '#test/support/organisations.ts';

const MEGABYTE = 1024 * 1024;
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

const refusals: [what: string, request: string, asked: Asked, status: number, code: string][] = [
  ['what is not JSON', 'POST /v1/incidents', { body: '{"title": ' }, 400, 'validation-failed'],
  ['no body', 'POST /v1/incidents', {}, 400, 'validation-failed'],
  ['a list', 'POST /v1/incidents', { body: [] }, 400, 'validation-failed'],
  [
    'an unknown field',
    'POST /v1/incidents',
    { body: { title: 'Down', severity: 'high', colour: 'red' } },
    400,
    'validation-failed',
  ],
  [
    'fields of wrong types',
    'POST /v1/incidents',
    { body: { title: 5, severity: ['high'] } },
    400,
    'validation-failed',
  ],
  ['deep nesting', 'POST /v1/incidents', { body: nested(2_000) }, 400, 'validation-failed'],
  [
    'a prototype',
    'POST /v1/incidents',
    { body: '{"title":"Down","severity":"high","__proto__":{}}' },
    400,
    'validation-failed',
  ],
  [
    'a body of 1 MB',
    'POST /v1/incidents',
    { body: { title: 'Down', severity: 'high', description: 'x'.repeat(MEGABYTE) } },
    413,
    'payload-too-large',
  ],
  [
    'a body that is XML',
    'POST /v1/incidents',
    { body: '<incident/>', headers: { 'content-type': 'application/xml' } },
    415,
    'unsupported-media-type',
  ],
  ['an unknown incident', 'GET /v1/incidents/inc_00000000000000000000000000', {}, 404, 'not-found'],
  ['a number that is not taken', 'GET /v1/incidents/99999999', {}, 404, 'not-found'],
  ['an id that is none', 'GET /v1/incidents/%00', {}, 404, 'not-found'],
  [
    'a move of an unknown incident',
    'POST /v1/incidents/inc_00000000000000000000000000/acknowledge',
    {},
    404,
    'not-found',
  ],
  ['an unknown contact', 'DELETE /v1/contacts/ctc_00000000000000000000000000', {}, 404, 'not-found'],
  ['an unknown route', 'GET /v1/nothing', {}, 404, 'not-found'],
  ['a link that nobody signed', `POST /a/${'x'.repeat(35)}`, { key: null }, 404, 'not-found'],
  ['a limit out of range', 'GET /v1/incidents?limit=101', {}, 400, 'validation-failed'],
  ["another list's cursor", 'GET /v1/incidents?cursor=abc', {}, 400, 'validation-failed'],
  ['an unknown key', 'GET /v1/incidents', { key: 'mk_unknown' }, 401, 'unauthorized'],
  ['an alert that is not JSON', 'POST /v1/alerts', { body: '{"summary"' }, 400, 'validation-failed'],
  [
    'an alert with an unknown field',
    'POST /v1/alerts',
    { body: { summary: 'Down', severity: 'high', colour: 'red' } },
    400,
    'validation-failed',
  ],
  [
    "a webhook to nobody's address",
    `POST /v1/integrations/${'0'.repeat(32)}/alertmanager`,
    { body: { version: '4', alerts: [] }, key: null },
    404,
    'not-found',
  ],
];

test.for(refusals)('refuses %s with a problem document', async ([, request, asked, status, code]) => {
  const [method = '', path = ''] = request.split(' ');
  const answer = await ask(method, path, asked);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body).toMatchObject({ type: `urn:muster:problem:${code}`, status, code });
  expect(answer.body.detail).toMatch(/\w{3}/);
});

test('refuses a key for what is beyond its scope, and an integration for all but its alerts', async () => {
  const reader = await must<{ key: string }>('POST', '/v1/keys', {
    name: unique('reader'),
    scopes: ['read'],
  });
  const tool = await integrationOf('events');
  const attempts: [key: string, method: string, path: string][] = [
    [reader.key, 'POST', '/v1/incidents'],
    [reader.key, 'POST', '/v1/contacts'],
    [reader.key, 'GET', '/v1/keys'],
    [tool.key, 'GET', '/v1/incidents'],
    [tool.key, 'POST', '/v1/incidents'],
  ];
  for (const [key, method, path] of attempts) {
    const answer = await ask(method, path, { key });
    expect(answer.body, `${method} ${path}`).toMatchObject({ status: 403, code: 'forbidden' });
  }
});

describe('a title with an emoji, line breaks, control characters and markup', () => {
  const title = '🔥 Checkout\r\nis\u0000 down\u2028 <b>now</b>';

  test('opens an incident with a title of one line, by the API and by a tool', async () => {
    const { service } = await staffedService();
    const opened = await must<Incident>('POST', '/v1/incidents', {
      title,
      severity: 'high',
      serviceId: service.id,
    });
    const tool = await integrationOf('pagerduty', service.id);
    await must('POST', '/v2/enqueue', pagerDutyEvent(tool.key, { summary: title }));
    const both = await eventually(async () => {
      const incidents = await openIncidents(`&serviceId=${service.id}`);
      return incidents.length === 2 && incidents;
    });
    expect(both.map(({ id }) => id)).toContain(opened.id);
    for (const incident of both) expect(incident.title).toMatch(/^🔥 Checkout +is +down +<b>now<\/b>$/u);
  });

  test('is paged by SMS and by email, whose subject is ASCII on one line', async () => {
    const { service, contact } = await staffedService();
    await must('POST', '/v1/incidents', { title, severity: 'high', serviceId: service.id });
    const [sms] = await eventually(async () => {
      const messages = await smsTo(contact.phone ?? '');
      return messages.length > 0 && messages;
    });
    expect(sms?.Message).toContain('Checkout');
    const [mail] = await eventually(async () => {
      const mails = await mailTo(contact.email ?? '');
      return mails.length > 0 && mails;
    });
    expect(mail?.subject).toMatch(/^[ -~]{1,100}$/);
    expect(mail?.text).toContain('🔥 Checkout');
  });
});

describe('what a tool sends and nobody can read', () => {
  test("is refused in PagerDuty's own shape and kept", async () => {
    const tool = await integrationOf('pagerduty');
    const mark = unique('no-source');
    const answer = await ask('POST', '/v2/enqueue', {
      key: null,
      body: { routing_key: tool.key, event_action: 'trigger', payload: { summary: mark } },
    });
    expect(answer).toMatchObject({ status: 400, body: { status: 'invalid event' } });
    const kept = await keptOf(mark);
    expect(kept).toMatchObject({ source: 'pagerduty', integrationId: tool.id });
    expect(kept.payload, 'a key has no place in what people are shown').not.toContain(tool.key);
  });

  test('is kept as it came where it is not even JSON', async () => {
    const tool = await integrationOf('alertmanager');
    const mark = unique('broken');
    const body = `{"version": "4", "alerts": [${mark}`;
    const answer = await ask('POST', `/v1/integrations/${tool.key}/alertmanager`, { key: null, body });
    expect(answer.body).toMatchObject({ status: 400, code: 'validation-failed' });
    expect(await keptOf(mark)).toMatchObject({ source: 'alertmanager', payload: body });
  });

  test('takes nothing valid with it that stands beside it', async () => {
    const { service } = await staffedService();
    const tool = await integrationOf('alertmanager', service.id);
    const mark = unique('odd');
    const answer = await ask('POST', `/v1/integrations/${tool.key}/alertmanager`, {
      key: null,
      body: {
        version: '4',
        alerts: [
          { status: mark, labels: { alertname: 'Odd' } },
          { status: 'firing', labels: { alertname: 'DiskFull' }, fingerprint: unique('fp') },
        ],
      },
    });
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1, rejected: 1 } });
    const opened = await eventually(async () => (await openIncidents(`&serviceId=${service.id}`))[0]);
    expect(opened.title).toBe('DiskFull');
    expect((await keptOf(mark)).source).toBe('alertmanager');
  });

  test('is told to be too large above 1 MB', async () => {
    const tool = await integrationOf('pagerduty');
    const event = pagerDutyEvent(tool.key, { custom_details: { dump: 'x'.repeat(MEGABYTE) } });
    const answer = await ask('POST', '/v2/enqueue', { key: null, body: event });
    expect(answer.body).toMatchObject({ status: 413, code: 'payload-too-large' });
  });
});

test.for([
  ['details of 900 KB', { dump: 'x'.repeat(900_000) }],
  ['details nested 500 levels deep', JSON.parse(nested(500))],
])('an event with %s opens its incident all the same', async ([, details]) => {
  const { service } = await staffedService();
  const tool = await integrationOf('pagerduty', service.id);
  await must('POST', '/v2/enqueue', pagerDutyEvent(tool.key, { custom_details: details }));
  await eventually(async () => (await openIncidents(`&serviceId=${service.id}`))[0]);
});

const integrationOf = (kind: IntegrationKind, serviceId: string | null = null) =>
  must<IntegrationWithKey>('POST', '/v1/integrations', { name: unique(kind), kind, serviceId });

const pagerDutyEvent = (key: string, payload: Record<string, unknown>) => ({
  routing_key: key,
  event_action: 'trigger',
  payload: { summary: 'Disk full', source: 'db-7', severity: 'critical', ...payload },
});

function keptOf(mark: string): Promise<RejectedPayload> {
  return eventually(async () => {
    const { items } = await must<{ items: RejectedPayload[] }>('GET', '/v1/rejected-payloads?limit=100');
    return items.find(({ payload }) => payload.includes(mark));
  });
}
