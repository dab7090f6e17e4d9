import { beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryIdempotencyStore } from '#adapters/memory/idempotency.ts';
import type { RejectedPayload } from '#domain/integration/schema.ts';
import { Refusal } from '#domain/refusal.ts';
import { type Signal, signal } from '#domain/signal/schema.ts';
import type { ApiResult } from '#handlers/api/http/event.ts';
import { intakeApi } from '#handlers/intake/intakeApi.ts';
import { type Asked, apiEvent, lambdaContext } from '#test/support/apiEvent.ts';

const KEY = '0123456789abcdef0123456789abcdef';
const SERVICE = 'svc_01J0000000000000000000000S';
const INTEGRATION = 'int_01J0000000000000000000000X';

let queued: Signal[];
let kept: RejectedPayload[];
let queueTakes: boolean;
let made: number;

function api() {
  const clock = { now: () => new Date('2026-11-24T08:00:00.000Z'), sleep: async () => undefined };
  const ids = {
    next: (prefix: string) => {
      made += 1;
      return `${prefix}_01J00000000000000000000${String(made).padStart(3, '0')}`;
    },
  };
  return intakeApi({
    queue: {
      send: async (signals) => {
        if (!queueTakes) throw new Refusal('unavailable', 'Later.');
        queued.push(...signals.map((one) => signal.parse(one)));
      },
    },
    rejectedPayloads: {
      keep: async (rejected) => {
        kept.push(rejected);
      },
    },
    findSender: async (key) =>
      key === KEY ? { id: INTEGRATION, name: 'Nagios', serviceId: SERVICE } : undefined,
    clock,
    ids,
    once: { store: memoryIdempotencyStore(), clock, ids },
  });
}

async function ask(asked: Asked): Promise<{ status: number | undefined; body: Record<string, unknown> }> {
  const result = (await api()(apiEvent(asked), lambdaContext)) as ApiResult;
  return { status: result.statusCode, body: JSON.parse(result.body ?? '') };
}
const enqueue = (body: unknown) => ask({ routeKey: 'POST /v2/enqueue', body, key: null });
const alertmanager = (body: unknown, key = KEY) =>
  ask({ routeKey: 'POST /v1/integrations/{key}/alertmanager', params: { key }, body, key: null });
const alerts = (body: unknown, asked: Partial<Asked> = {}) =>
  ask({ routeKey: 'POST /v1/alerts', body, scopes: 'respond', ...asked });

beforeEach(() => {
  queued = [];
  kept = [];
  queueTakes = true;
  made = 0;
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

describe('POST /v2/enqueue', () => {
  const trigger = {
    routing_key: KEY,
    event_action: 'trigger',
    dedup_key: 'srv01/mysql',
    payload: { summary: 'Disk is full', source: 'srv01', severity: 'error' },
  };

  it("answers as PagerDuty does and queues the integration's signal", async () => {
    expect(await enqueue(trigger)).toEqual({
      status: 202,
      body: { status: 'success', message: 'Event processed', dedup_key: 'srv01/mysql' },
    });
    expect(queued).toMatchObject([{ source: 'pagerduty', serviceId: SERVICE, severity: 'high' }]);
  });

  it('tells the key that it made', async () => {
    const { dedup_key: _, ...without } = trigger;
    const { body } = await enqueue(without);
    expect(body.dedup_key).toBe(queued[0]?.dedupKey);
  });

  it.each([
    ['no JSON', '{"routing_key": ', ['The body is not valid JSON']],
    ['no object', '[]', ["'routing_key' is missing or blank"]],
    ['no key', '{}', ["'routing_key' is missing or blank"]],
    ['a key that is unknown', { ...trigger, routing_key: 'x' }, [expect.stringContaining("'routing_key'")]],
  ])("refuses %s in PagerDuty's shape and keeps nothing of a stranger", async (_, body, errors) => {
    expect(await enqueue(body)).toEqual({
      status: 400,
      body: { status: 'invalid event', message: 'Event object is invalid', errors },
    });
    expect([queued, kept]).toEqual([[], []]);
  });

  it('keeps what an integration sends malformed, as it came but without the key', async () => {
    const text = JSON.stringify({ ...trigger, payload: null }, null, 2);
    expect(await enqueue(text)).toMatchObject({
      status: 400,
      body: { errors: ["'payload' is missing or blank"] },
    });
    expect(kept).toMatchObject([
      { source: 'pagerduty', integrationId: INTEGRATION, payload: text.replace(KEY, '(key)') },
    ]);
  });

  it('asks to come again where the queue does not take it', async () => {
    queueTakes = false;
    expect(await enqueue(trigger)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  });
});

describe('POST /v1/integrations/{key}/alertmanager', () => {
  const firing = { status: 'firing', labels: { alertname: 'Down' }, fingerprint: 'f1' };

  it('takes good alerts and keeps a bad one beside them', async () => {
    const odd = { status: 'odd' };
    const { status, body } = await alertmanager({
      version: '4',
      alerts: [firing, odd, { ...firing, status: 'resolved' }],
    });
    expect({ status, body }).toEqual({ status: 202, body: { accepted: 2, rejected: 1 } });
    expect(queued.map(({ action }) => action)).toEqual(['trigger', 'resolve']);
    expect(kept).toMatchObject([{ source: 'alertmanager', payload: JSON.stringify(odd) }]);
  });

  it('refuses a webhook of which nothing can be read', async () => {
    expect(await alertmanager({ alerts: [{ status: 'odd', labels: {} }] })).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', errors: [{ path: 'alerts.0.status' }] },
    });
    expect(await alertmanager('not json')).toMatchObject({ status: 400 });
    expect(kept.map(({ payload }) => payload)).toEqual(['{"status":"odd","labels":{}}', 'not json']);
  });

  it('takes a webhook without alerts as done', async () => {
    expect(await alertmanager({ alerts: [] })).toMatchObject({
      status: 202,
      body: { accepted: 0, rejected: 0 },
    });
  });

  it('knows no other keys', async () => {
    expect(await alertmanager({ alerts: [firing] }, 'f'.repeat(32))).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
    expect(queued).toEqual([]);
  });

  it('refuses a body of more than 1 MB, and reads one that is just smaller', async () => {
    const filled = (bytes: number) => JSON.stringify({ alerts: [], filler: 'x'.repeat(bytes) });
    expect(await alertmanager(filled(1024 * 1024))).toMatchObject({
      status: 413,
      body: { code: 'payload-too-large' },
    });
    expect(await alertmanager(filled(1024 * 1024 - 100))).toMatchObject({ status: 202 });
  });
});

describe('POST /v1/alerts', () => {
  const alert = { summary: 'Queue is full', severity: 'critical', dedupKey: 'queue' };

  it('takes an alert with an API key', async () => {
    expect(await alerts(alert)).toEqual({ status: 202, body: { dedupKey: 'queue', status: 'accepted' } });
    expect(queued).toMatchObject([{ source: 'events', origin: 'test', serviceId: null }]);
  });

  it("takes an alert with an integration's key, for its service", async () => {
    const key = {
      outcome: 'ok',
      keyId: INTEGRATION,
      name: 'Nagios',
      scopes: 'intake',
      integrationId: INTEGRATION,
      serviceId: SERVICE,
    } as const;
    expect(await alerts({ ...alert, serviceId: 'svc_01J0000000000000000000000T' }, { key })).toMatchObject({
      status: 202,
    });
    expect(queued).toMatchObject([{ serviceId: SERVICE, origin: 'Nagios' }]);
    await alerts({}, { key });
    expect(kept).toMatchObject([{ source: 'events', integrationId: INTEGRATION, payload: '{}' }]);
  });

  it('refuses keys that may only read, and strangers', async () => {
    expect(await alerts(alert, { scopes: 'read' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect(await alerts(alert, { key: { outcome: 'unknown' } })).toMatchObject({ status: 401 });
    expect(queued).toEqual([]);
  });

  it('names every field that is wrong and keeps the alert', async () => {
    const { status, body } = await alerts({ summary: '', severity: 'odd', extra: 1 });
    expect(status).toBe(400);
    const paths = (body.errors as { path: string }[]).map(({ path }) => path);
    expect(paths.toSorted()).toEqual(['extra', 'severity', 'summary']);
    expect(kept).toHaveLength(1);
  });

  it('gives a request that is repeated with its Idempotency-Key the same answer and the same signal', async () => {
    const { dedupKey: _, ...keyless } = alert;
    const event = apiEvent({
      routeKey: 'POST /v1/alerts',
      body: keyless,
      scopes: 'respond',
      headers: { 'idempotency-key': 'one' },
    });
    const handler = api();
    const first = (await handler(structuredClone(event), lambdaContext)) as ApiResult;
    const again = (await handler(structuredClone(event), lambdaContext)) as ApiResult;
    expect(again.body).toBe(first.body);
    expect(queued).toHaveLength(1);
    const other = (await handler(
      { ...event, body: JSON.stringify({ ...keyless, severity: 'low' }) },
      lambdaContext,
    )) as ApiResult;
    expect(other.statusCode).toBe(409);
  });
});
