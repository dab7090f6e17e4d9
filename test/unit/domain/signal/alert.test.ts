import { describe, expect, it } from 'vitest';
import { readAlert } from '#domain/signal/alert.ts';
import { signal } from '#domain/signal/schema.ts';

const SERVICE = 'svc_01J0000000000000000000000S';
const context = {
  receivedAt: '2026-11-24T08:00:00.000Z',
  nextId: () => 'alr_01J0000000000000000000000A',
  serviceId: null as string | null,
  sender: 'deploy bot',
};

describe('POST /v1/alerts', () => {
  it('triggers by default and makes a key where there is none', () => {
    const { signals } = readAlert({ summary: 'Queue is full', severity: 'medium' }, context);
    expect(signal.parse(signals[0])).toMatchObject({
      action: 'trigger',
      source: 'events',
      severity: 'medium',
      dedupKey: 'alr_01J0000000000000000000000A',
      origin: 'deploy bot',
      serviceId: null,
    });
  });

  it("sends an integration's alerts to its own service", () => {
    const alert = { summary: 's', severity: 'low', serviceId: 'svc_01J0000000000000000000000T' };
    expect(readAlert(alert, { ...context, serviceId: SERVICE }).signals[0]?.serviceId).toBe(SERVICE);
    expect(readAlert(alert, context).signals[0]?.serviceId).toBe('svc_01J0000000000000000000000T');
  });

  it('needs to know what to resolve', () => {
    const { rejected } = readAlert({ summary: 's', severity: 'low', action: 'resolve' }, context);
    expect(rejected[0]?.errors).toEqual([
      { path: 'dedupKey', message: 'Give the dedupKey of the alert to resolve.' },
    ]);
  });

  it('refuses fields that it does not know', () => {
    const { rejected } = readAlert({ summary: 's', severity: 'low', sevirity: 'low' }, context);
    expect(rejected).toHaveLength(1);
  });
});
