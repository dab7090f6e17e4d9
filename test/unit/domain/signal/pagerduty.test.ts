import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPagerDutyEvent } from '#domain/signal/pagerduty.ts';
import { signal } from '#domain/signal/schema.ts';

const context = {
  receivedAt: '2026-11-24T08:00:00.000Z',
  nextId: () => 'alr_01J0000000000000000000000A',
  serviceId: 'svc_01J0000000000000000000000S',
  sender: 'Nagios',
};
const read = (payload: unknown) => readPagerDutyEvent(payload, context);
const messages = (payload: unknown) => read(payload).rejected[0]?.errors.map(({ message }) => message);
const trigger = (payload: Record<string, unknown> = {}, fields: Record<string, unknown> = {}) => ({
  routing_key: '0123456789abcdef0123456789abcdef',
  event_action: 'trigger',
  dedup_key: 'srv01/mysql',
  payload: { summary: 'Disk is full', source: 'srv01', severity: 'warning', ...payload },
  ...fields,
});
const only = (payload: unknown) => {
  const reading = read(payload);
  expect(reading.rejected).toEqual([]);
  return signal.parse(reading.signals[0]);
};

describe('a PagerDuty event', () => {
  it('reads the documented sample', () => {
    const text = readFileSync(new URL('./samples/pagerduty-events-v2.trigger.json', import.meta.url), 'utf8');
    expect(only(JSON.parse(text))).toMatchObject({
      at: '2015-07-17T08:42:58.315Z',
      source: 'pagerduty',
      action: 'trigger',
      severity: 'critical',
      category: 'capacity',
      serviceId: context.serviceId,
      dedupKey: 'srv01/mysql',
      origin: 'prod-datapipe03.example.com',
      links: [
        { href: 'https://example.com/runbook', text: 'Runbook' },
        { href: 'https://example.com/chart.png', text: 'An example link with an image' },
      ],
      details: {
        component: 'mysql',
        group: 'prod-datapipe',
        class: 'disk',
        custom_details: { 'load avg': 0.75 },
      },
    });
  });

  it.each([
    ['critical', 'critical'],
    ['error', 'high'],
    ['warning', 'medium'],
    ['info', 'low'],
  ])('takes severity %s as %s', (theirs, ours) => {
    expect(only(trigger({ severity: theirs })).severity).toBe(ours);
  });

  it.each(['acknowledge', 'resolve'])('takes %s with nothing but the key', (event_action) => {
    expect(only({ routing_key: 'k', event_action, dedup_key: 'srv01/mysql' })).toMatchObject({
      action: event_action,
      dedupKey: 'srv01/mysql',
      summary: expect.stringContaining('srv01/mysql'),
    });
    expect(only(trigger({ summary: '[RESOLVED] Disk' }, { event_action })).summary).toBe('[RESOLVED] Disk');
  });

  it('takes the end of a problem as said now, whatever time its payload repeats', () => {
    const resolve = trigger({ timestamp: '2020-01-01T00:00:00Z' }, { event_action: 'resolve' });
    expect(only(resolve).at).toBe(context.receivedAt);
  });

  it('makes a key where a trigger has none', () => {
    expect(only(trigger({}, { dedup_key: null })).dedupKey).toBe('alr_01J0000000000000000000000A');
  });

  it('takes null and odd things in fields that are optional', () => {
    const made = only(
      trigger(
        { component: null, group: null, class: 7, custom_details: null, timestamp: 'yesterday' },
        { links: null, images: [null, { src: 'javascript:alert(1)' }], client: null, client_url: null },
      ),
    );
    expect(made).toMatchObject({ at: context.receivedAt, links: [], details: { class: 7 } });
  });

  it('cuts what is too long', () => {
    const made = only(
      trigger({ summary: '🔥'.repeat(1024), source: 'h'.repeat(1024) }, { dedup_key: 'k'.repeat(2000) }),
    );
    expect(made.summary.length).toBeLessThanOrEqual(500);
    expect(made.summary.isWellFormed()).toBe(true);
    expect(made.summary.endsWith('…')).toBe(true);
    expect(made.origin).toHaveLength(255);
    expect(made.dedupKey).toHaveLength(512);
  });

  it("refuses in PagerDuty's words", () => {
    expect(messages([])).toEqual(['The event must be a JSON object']);
    expect(messages({ event_action: 'trigger' })).toEqual(["'payload' is missing or blank"]);
    expect(messages({})).toEqual(["'event_action' is missing or blank"]);
    expect(messages(trigger({}, { event_action: 'explode' }))).toEqual([
      "'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge', 'resolve')",
    ]);
    expect(messages({ event_action: 'resolve' })).toEqual(["'dedup_key' is missing or blank"]);
    expect(messages(trigger({ summary: ' ', source: null, severity: 'bad' }))).toEqual([
      "'payload.summary' is missing or blank",
      "'payload.source' is missing or blank",
      "'payload.severity' is invalid (must be one of the following: 'critical', 'error', 'warning', 'info')",
    ]);
  });
});
