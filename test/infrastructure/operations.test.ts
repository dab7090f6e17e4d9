import { describe, expect, test } from 'vitest';
import { Synthesized } from '#test/infrastructure/synthesized.ts';

const muster = new Synthesized();
const alarms = muster.all('AWS::CloudWatch::Alarm');

describe.each(alarms.map((alarm) => [alarm.Properties.AlarmName as string, alarm.Properties] as const))(
  '%s',
  (name, alarm) => {
    test('tells the operations topic of the fault and of its end, and never Muster itself', () => {
      expect(alarm.AlarmActions.map((action: unknown) => muster.read(action))).toEqual([
        '<Operations/Topic>',
      ]);
      expect(alarm.OKActions.map((action: unknown) => muster.read(action))).toEqual(['<Operations/Topic>']);
    });

    test('opens no incident by the events of the account', () => {
      const { EventPattern } = muster.at('AWS::Events::Rule', 'SignalIntake/AlarmsOfAccount').Properties;
      const [{ 'anything-but': excluded }] = EventPattern.detail.alarmName;
      expect(excluded.prefix.some((prefix: string) => name.startsWith(prefix))).toBe(true);
    });

    test('says what to do', () => {
      expect(alarm.AlarmDescription.split(/[.:] /).length).toBeGreaterThan(1);
    });
  },
);

const watching = (metric: string, dimension?: string) =>
  alarms.find(
    ({ Properties: { MetricName, Dimensions = [] } }) =>
      MetricName === metric &&
      (dimension === undefined ||
        Dimensions.some(({ Value }: { Value: unknown }) => muster.read(Value) === dimension)),
  )?.Properties;

test.each([
  ['ApproximateNumberOfMessagesVisible', '<DeadLetters/Signals.QueueName>'],
  ['ApproximateNumberOfMessagesVisible', '<DeadLetters/Work.QueueName>'],
  ['ApproximateAgeOfOldestMessage', '<SignalIntake/Queue.QueueName>'],
  ['ExecutionsFailed', '<IncidentLifecycle/StateMachine>'],
  ['IteratorAge', '<Timeline/Function>'],
])('%s of %s is watched, and quiet when nothing happens', (metric, dimension) => {
  expect(watching(metric, dimension)).toMatchObject({
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
  });
});

test('a sweeper that does not run at all is an alarm', () => {
  expect(watching('Invocations', '<Sweeper/Function>')).toMatchObject({
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    Period: 300,
    TreatMissingData: 'breaching',
  });
});

test('SMS spend is watched at the amount that the settings give', () => {
  const own = new Synthesized({ smsMonthlySpendAlarmUsd: '45' });
  const [spend] = own
    .all('AWS::CloudWatch::Alarm')
    .filter(({ Properties }) => Properties.MetricName === 'SMSMonthToDateSpentUSD');
  expect(spend?.Properties).toMatchObject({ Namespace: 'AWS/SNS', Threshold: 45, Statistic: 'Maximum' });
});

test('an email address of the settings hears of faults', () => {
  expect(muster.all('AWS::SNS::Subscription').map(({ Properties }) => Properties.Protocol)).toEqual(['sqs']);
  const own = new Synthesized({ alarmEmail: 'ops@example.com' });
  const email = own.all('AWS::SNS::Subscription').find(({ Properties }) => Properties.Protocol === 'email');
  expect(email?.Properties.Endpoint).toBe('ops@example.com');
  expect(own.read(email?.Properties.TopicArn)).toBe('<Operations/Topic>');
});
