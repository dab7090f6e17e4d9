import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readAlertmanagerWebhook } from '#domain/signal/alertmanager.ts';
import { signal } from '#domain/signal/schema.ts';

let made = 0;
const context = {
  receivedAt: '2026-11-24T08:00:00.000Z',
  nextId: () => `alr_01J00000000000000000000${String(++made).padStart(3, '0')}`,
  serviceId: 'svc_01J0000000000000000000000S',
  sender: 'Prometheus',
};
const read = (payload: unknown) => readAlertmanagerWebhook(payload, context);
const firing = (fields: Record<string, unknown> = {}) => ({
  status: 'firing',
  labels: { alertname: 'InstanceDown', instance: 'web-1:9100', severity: 'warning' },
  annotations: { summary: 'web-1 is down', runbook_url: 'https://runbooks.example/instance-down' },
  startsAt: '2026-11-24T07:58:00.123456789Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example/graph',
  fingerprint: '791cec13fcba0368',
  ...fields,
});
const only = (alert: unknown) => signal.parse(read({ version: '4', alerts: [alert] }).signals[0]);

describe('an Alertmanager webhook', () => {
  it('reads the documented sample: one that fires and one that is resolved', () => {
    const text = readFileSync(new URL('./samples/alertmanager-webhook.v4.json', import.meta.url), 'utf8');
    const { signals, rejected } = read(JSON.parse(text));
    expect(rejected).toEqual([]);
    expect(signals.map(({ action, dedupKey, at }) => ({ action, dedupKey, at }))).toEqual([
      { action: 'trigger', dedupKey: '791cec13fcba0368', at: '2020-08-08T14:32:08.326Z' },
      { action: 'resolve', dedupKey: '2b7b6f1a0e6dd3c1', at: '2020-08-08T14:31:08.326Z' },
    ]);
    expect(signals[0]).toMatchObject({
      severity: 'critical',
      category: 'availability',
      origin: 'web-1:9100',
    });
  });

  it('leads to the runbook, the rule and the Alertmanager', () => {
    const { signals } = read({ externalURL: 'http://alertmanager.example', alerts: [firing()] });
    expect(signals[0]?.links.map(({ text }) => text)).toEqual(['Runbook', 'Prometheus', 'Alertmanager']);
  });

  it('names an alert without a summary by its rule and instance', () => {
    expect(only(firing({ annotations: {} })).summary).toBe('InstanceDown: web-1:9100');
    expect(only(firing({ annotations: null, labels: {} })).summary).toBe('Alert without a name');
  });

  it.each([
    ['page', 'critical'],
    ['Warning', 'medium'],
    ['none', 'low'],
    ['sev-what', 'high'],
    [undefined, 'high'],
  ])('takes the label severity %s as %s', (label, severity) => {
    expect(only(firing({ labels: { alertname: 'A', severity: label } })).severity).toBe(severity);
  });

  it('takes the category that a label states', () => {
    expect(only(firing({ labels: { alertname: 'HighLatency', category: 'network' } })).category).toBe(
      'network',
    );
    expect(only(firing({ labels: { alertname: 'HighLatency', category: 'Not One!' } })).category).toBe(
      'performance',
    );
  });

  it('never lets an end lie before its beginning', () => {
    const at = only(firing({ status: 'resolved', endsAt: '2026-11-24T07:00:00Z' })).at;
    expect(at).toBe('2026-11-24T07:58:00.123Z');
  });

  it('takes an end that is not said as now', () => {
    expect(only(firing({ status: 'resolved' })).at).toBe(context.receivedAt);
  });

  it('keys by the labels, in any order, where there is no fingerprint', () => {
    const one = only(firing({ fingerprint: undefined, labels: { a: '1', b: '2' } }));
    const other = only(firing({ fingerprint: '', labels: { b: '2', a: '1' } }));
    const third = only(firing({ fingerprint: '', labels: { b: '2', a: '3' } }));
    expect(one.dedupKey).toBe(other.dedupKey);
    expect(one.dedupKey).not.toBe(third.dedupKey);
  });

  it('keeps the good alerts beside a bad one', () => {
    const { signals, rejected } = read({ alerts: [firing(), { status: 'odd', labels: {} }, 7, firing()] });
    expect(signals).toHaveLength(2);
    expect(rejected).toEqual([
      {
        payload: { status: 'odd', labels: {} },
        errors: [{ path: 'alerts.1.status', message: 'status must be "firing" or "resolved".' }],
      },
      { payload: 7, errors: [{ path: 'alerts.2', message: 'An alert must be a JSON object.' }] },
    ]);
  });

  it('refuses what is no webhook and ignores one without alerts', () => {
    expect(read('x').rejected[0]?.errors[0]?.message).toContain('JSON object');
    expect(read({ alerts: 'none' }).rejected[0]?.errors[0]?.path).toBe('alerts');
    expect(read({ alerts: [] })).toMatchObject({ signals: [], rejected: [], ignored: [expect.any(String)] });
  });
});
