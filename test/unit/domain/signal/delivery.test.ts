import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAlert } from '#domain/signal/alert.ts';
import { readAlertmanagerWebhook } from '#domain/signal/alertmanager.ts';
import { alarmSignal } from '#domain/signal/cloudwatch.ts';
import { readDelivery } from '#domain/signal/delivery.ts';
import { readPagerDutyEvent } from '#domain/signal/pagerduty.ts';
import { signal } from '#domain/signal/schema.ts';

const RECEIVED_AT = '2026-11-24T08:00:00.000Z';
const ID = 'alr_01J0000000000000000000000A';
const sampleText = (name: string) => readFileSync(new URL(`./samples/${name}`, import.meta.url), 'utf8');
const alarm = {
  AlarmName: 'web-errors',
  AWSAccountId: '123456789012',
  NewStateValue: 'ALARM',
  StateChangeTime: '2026-11-24T07:59:58.123+0000',
};
const envelope = (message: unknown) =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: 'sns-1',
    TopicArn: 'arn:aws-cn:sns:cn-north-1:123456789012:alarms',
    Message: typeof message === 'string' ? message : JSON.stringify(message),
  });

describe('a message of the intake queue', () => {
  it('holds an alarm in an SNS envelope, known by the id that SNS gave it', () => {
    expect(readDelivery(envelope(alarm), 'sqs-1')).toMatchObject([
      {
        kind: 'alarm',
        key: 'sns-1',
        change: { arn: 'arn:aws-cn:cloudwatch:cn-north-1:123456789012:alarm:web-errors' },
      },
    ]);
  });

  it('holds an alarm as SNS passes it raw', () => {
    expect(readDelivery(JSON.stringify(alarm), 'sqs-1')).toMatchObject([{ kind: 'alarm', key: 'sqs-1' }]);
  });

  it.each(['cloudwatch-alarm-state-change.eventbridge.json', 'cloudwatch-alarm-lambda-action.metric.json'])(
    'holds %s',
    (name) => {
      expect(readDelivery(sampleText(name), 'sqs-1')).toMatchObject([{ kind: 'alarm' }]);
    },
  );

  it('holds an SNS event of records, also within an envelope', () => {
    const text = sampleText('cloudwatch-alarm-via-sns.single-metric.json');
    expect(readDelivery(text, 'sqs-1')).toMatchObject([{ kind: 'alarm', key: 'sqs-1#0' }]);
    expect(readDelivery(envelope(text), 'sqs-1')).toMatchObject([{ kind: 'alarm', key: 'sns-1#0' }]);
  });

  it('holds a signal of our own', () => {
    const [own] = readAlert(
      { summary: 's', severity: 'low' },
      { receivedAt: RECEIVED_AT, nextId: () => ID, serviceId: null, sender: 'x' },
    ).signals;
    expect(readDelivery(JSON.stringify(own), 'sqs-1')).toEqual([{ kind: 'signal', signal: own }]);
    expect(readDelivery(JSON.stringify({ ...own, severity: 'odd' }), 'sqs-1')).toMatchObject([
      { kind: 'rejected', errors: [{ path: 'severity' }] },
    ]);
  });

  it.each([
    ['no JSON', 'not { json'],
    ['no object', '7'],
    ['an object of somebody else', '{"a":1}'],
    ['an empty event', '{"Records":[]}'],
    ['records of another service', '{"Records":[{"s3":{}}]}'],
    ['an envelope of text', envelope('AWS Budgets says hello')],
    ['an envelope of other JSON', envelope({ hello: 'world' })],
    ['an alarm without a state', envelope({ AlarmName: 'x' })],
  ])('is refused with a reason: %s', (_, body) => {
    expect(readDelivery(body, 'sqs-1')).toEqual([
      {
        kind: 'rejected',
        payload: body,
        errors: expect.arrayContaining([{ path: expect.any(String), message: expect.stringMatching(/\w/) }]),
      },
    ]);
  });
});

describe('any JSON at all', () => {
  const context = {
    receivedAt: RECEIVED_AT,
    nextId: () => ID,
    serviceId: 'svc_01J0000000000000000000000S',
    sender: 'x',
  };
  const word = fc.constantFrom(
    'trigger',
    'resolve',
    'firing',
    'resolved',
    'ALARM',
    'OK',
    'critical',
    'aws.cloudwatch',
    '4',
    '',
  );
  const key = fc.constantFrom(
    'AlarmName',
    'NewStateValue',
    'StateChangeTime',
    'Trigger',
    'Metrics',
    'source',
    'detail',
    'alarmData',
    'alarmName',
    'state',
    'value',
    'configuration',
    'metrics',
    'resources',
    'Type',
    'Message',
    'Records',
    'Sns',
    'event_action',
    'dedup_key',
    'payload',
    'summary',
    'severity',
    'custom_details',
    'links',
    'images',
    'href',
    'alerts',
    'status',
    'labels',
    'annotations',
    'alertname',
    'startsAt',
    'fingerprint',
    'action',
    'details',
    '__proto__',
    'constructor',
  );
  const { value: anyJson } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      word,
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 6, noNullPrototype: true }),
      fc.record({
        event_action: word,
        dedup_key: tie('value'),
        payload: fc.record({
          summary: fc.string(),
          source: fc.string(),
          severity: word,
          custom_details: tie('value'),
        }),
      }),
      fc.record({
        alerts: fc.array(
          fc.record({
            status: word,
            labels: fc.dictionary(key, tie('value')),
            annotations: tie('value'),
            startsAt: tie('value'),
          }),
        ),
      }),
      fc.record({
        AlarmName: fc.string(),
        NewStateValue: word,
        Trigger: tie('value'),
        StateChangeTime: tie('value'),
      }),
      fc.record({
        source: word,
        detail: fc.record({
          alarmName: fc.string(),
          state: fc.record({ value: word, timestamp: tie('value') }),
          configuration: tie('value'),
        }),
      }),
      fc.record({
        summary: fc.string(),
        severity: word,
        action: word,
        dedupKey: fc.string(),
        details: tie('value'),
      }),
    ),
  }));

  it('never throws and becomes signals that the schema accepts, ignored or rejected', () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyJson, (json) => {
        const payload = JSON.parse(JSON.stringify(json)) as unknown;
        for (const read of [readAlert, readPagerDutyEvent, readAlertmanagerWebhook]) {
          const { signals, ignored, rejected } = read(payload, context);
          expect(signals.length + ignored.length + rejected.length).toBeGreaterThan(0);
          for (const one of signals) expect(signal.parse(one)).toEqual(one);
          accepted += signals.length;
        }
        const items = readDelivery(JSON.stringify(payload), 'message');
        expect(items.length).toBeGreaterThan(0);
        for (const item of items) {
          if (item.kind !== 'alarm') continue;
          const made = alarmSignal(item.change, { id: ID, receivedAt: RECEIVED_AT, tags: {} });
          if ('signal' in made) expect(signal.parse(made.signal)).toEqual(made.signal);
          accepted += 1;
        }
      }),
      { numRuns: 200 },
    );
    expect(accepted).toBeGreaterThan(0);
  });
});
