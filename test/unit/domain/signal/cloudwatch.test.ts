import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alarmSignal, looksLikeAlarm, readAlarmChange } from '#domain/signal/cloudwatch.ts';
import { signal } from '#domain/signal/schema.ts';

const RECEIVED_AT = '2026-11-24T08:00:00.000Z';
const ID = 'alr_01J0000000000000000000000A';
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:muster-alarms';

const sample = (name: string) =>
  JSON.parse(readFileSync(new URL(`./samples/${name}`, import.meta.url), 'utf8'));

function changeOf(payload: unknown, topicArn: string | null = null) {
  const reading = readAlarmChange(payload, topicArn);
  if (reading.kind !== 'change') throw new Error(`not a change: ${JSON.stringify(reading)}`);
  return reading.change;
}

function signalOf(payload: unknown, tags: Record<string, string> = {}, topicArn: string | null = null) {
  const made = alarmSignal(changeOf(payload, topicArn), { id: ID, receivedAt: RECEIVED_AT, tags });
  if ('ignored' in made) throw new Error(made.ignored);
  return signal.parse(made.signal);
}

const notification = (fields: Record<string, unknown> = {}) => ({
  AlarmName: 'payments-latency',
  AlarmDescription: null,
  AWSAccountId: '123456789012',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold Crossed',
  StateChangeTime: '2026-11-24T07:59:58.123+0000',
  Region: 'EU (Frankfurt)',
  AlarmArn: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:payments-latency',
  OldStateValue: 'OK',
  Trigger: { MetricName: 'Latency', Namespace: 'AWS/ApiGateway', Period: 60, Threshold: 1 },
  ...fields,
});

describe('an alarm by SNS', () => {
  it('triggers by ALARM, keyed by its ARN, when CloudWatch says that it happened', () => {
    const made = signalOf(notification());
    expect(made).toMatchObject({
      id: ID,
      action: 'trigger',
      source: 'cloudwatch',
      at: '2026-11-24T07:59:58.123Z',
      receivedAt: RECEIVED_AT,
      severity: 'high',
      category: 'performance',
      summary: 'payments-latency',
      dedupKey: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:payments-latency',
      alarm: { name: 'payments-latency' },
    });
    expect(made.details.reason).toBe('Threshold Crossed');
  });

  it('resolves by OK and ignores INSUFFICIENT_DATA with a reason', () => {
    expect(signalOf(notification({ NewStateValue: 'OK' })).action).toBe('resolve');
    const change = changeOf(notification({ NewStateValue: 'INSUFFICIENT_DATA' }));
    expect(alarmSignal(change, { id: ID, receivedAt: RECEIVED_AT, tags: {} })).toEqual({
      ignored: expect.stringContaining('payments-latency'),
    });
  });

  it('takes the severity from the tag muster:severity', () => {
    expect(signalOf(notification(), { 'muster:severity': 'Critical' }).severity).toBe('critical');
    expect(signalOf(notification(), { 'muster:severity': 'nonsense' }).severity).toBe('high');
  });

  it('has an ARN where the message has none', () => {
    const { AlarmArn, ...without } = notification();
    expect(signalOf(without, {}, TOPIC).dedupKey).toBe(AlarmArn);
  });

  it('judges metric math by what the alarm returns before what it is computed from', () => {
    const Metrics = [
      {
        Id: 'm1',
        MetricStat: { Metric: { MetricName: 'CPUUtilization', Namespace: 'AWS/EC2' } },
        ReturnData: false,
      },
      { Id: 'e1', Expression: 'm1 / 2', Label: 'Error rate', ReturnData: true },
    ];
    expect(signalOf(notification({ Trigger: { Metrics } })).category).toBe('availability');
  });

  it('reads an anomaly alarm', () => {
    const Metrics = [
      {
        Id: 'm1',
        MetricStat: { Metric: { MetricName: 'FreeStorageSpace', Namespace: 'AWS/RDS' } },
        ReturnData: true,
      },
      { Id: 'ad1', Expression: 'ANOMALY_DETECTION_BAND(m1, 2)', Label: 'FreeStorageSpace (expected)' },
    ];
    expect(signalOf(notification({ Trigger: { ThresholdMetricId: 'ad1', Metrics } })).category).toBe(
      'capacity',
    );
  });

  it('reads a composite alarm, whose rule and children go to the details', () => {
    const { Trigger: _, ...composite } = notification({
      AlarmRule: 'ALARM(a) OR ALARM(b)',
      TriggeringChildren: [{ Arn: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:a' }],
    });
    const made = signalOf(composite);
    expect(made.category).toBeNull();
    expect(made.details).toMatchObject({
      rule: 'ALARM(a) OR ALARM(b)',
      triggeringChildren: [{ Arn: expect.any(String) }],
    });
  });

  it('is not lost for an odd field beside the essential ones', () => {
    const made = signalOf(notification({ Trigger: 'none', StateChangeTime: 12, AlarmDescription: { a: 1 } }));
    expect(made.at).toBe(RECEIVED_AT);
  });

  it('is refused without a name or with a state that does not exist', () => {
    expect(readAlarmChange(notification({ AlarmName: '' }), null)).toMatchObject({
      kind: 'rejected',
      errors: [{ path: 'AlarmName' }],
    });
    expect(readAlarmChange(notification({ NewStateValue: 'BROKEN' }), null)).toMatchObject({
      kind: 'rejected',
      errors: [{ path: 'NewStateValue', message: 'The state must be ALARM, OK or INSUFFICIENT_DATA.' }],
    });
  });
});

describe('an alarm by EventBridge or direct Lambda action', () => {
  it('reads the EventBridge event', () => {
    expect(signalOf(sample('cloudwatch-alarm-state-change.eventbridge.json'))).toMatchObject({
      action: 'trigger',
      at: '2019-10-02T17:04:40.989Z',
      category: 'capacity',
      summary: 'ServerCpuTooHigh: Goes into alarm when server CPU utilization is too high!',
      dedupKey: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:ServerCpuTooHigh',
    });
  });

  it('reads the Lambda action', () => {
    expect(signalOf(sample('cloudwatch-alarm-lambda-action.metric.json'))).toMatchObject({
      action: 'trigger',
      at: '2023-08-04T12:36:15.490Z',
      origin: 'lambda-demo-metric-alarm',
      dedupKey: 'arn:aws:cloudwatch:us-east-1:444455556666:alarm:lambda-demo-metric-alarm',
    });
  });

  it('reads times as the documentation prints them, with blanks', () => {
    const payload = sample('cloudwatch-alarm-lambda-action.metric.json');
    payload.alarmData.state.timestamp = '2023-08-04T12: 36: 15.490+0000';
    expect(signalOf(payload).at).toBe('2023-08-04T12:36:15.490Z');
  });

  it('opens for one time series of an alarm, and leaves the end to the alarm as a whole', () => {
    const payload = sample('cloudwatch-alarm-state-change.eventbridge.json');
    payload['detail-type'] = 'CloudWatch Alarm Contributor State Change';
    payload.detail.alarmContributor = { id: '6d442278dba546f6', attributes: { TableName: 'orders' } };
    expect(signalOf(payload).action).toBe('trigger');
    payload.detail.state.value = 'OK';
    expect(alarmSignal(changeOf(payload), { id: ID, receivedAt: RECEIVED_AT, tags: {} })).toHaveProperty(
      'ignored',
    );
  });

  it('ignores what is no change of state', () => {
    const payload = sample('cloudwatch-alarm-state-change.eventbridge.json');
    payload['detail-type'] = 'CloudWatch Alarm Configuration Change';
    expect(readAlarmChange(payload, null)).toEqual({
      kind: 'ignored',
      reason: '"CloudWatch Alarm Configuration Change" is not a change of an alarm\'s state.',
    });
  });

  it('names the field that is missing', () => {
    expect(readAlarmChange({ source: 'aws.cloudwatch', detail: {} }, null)).toMatchObject({
      kind: 'rejected',
      errors: [
        { path: 'detail.alarmName' },
        { path: 'detail.state', message: "The alarm's state is missing." },
      ],
    });
  });
});

describe('an alarm that another account forwards', () => {
  it('is known by its kind, because its source can not be that of AWS', () => {
    const payload = sample('cloudwatch-alarm-state-change.eventbridge.json');
    payload.source = 'another.account';
    expect(looksLikeAlarm(payload)).toBe(true);
    expect(signalOf(payload)).toMatchObject({ action: 'trigger', source: 'cloudwatch' });
    expect(looksLikeAlarm({ ...payload, 'detail-type': 'Order Placed' })).toBe(false);
  });
});
