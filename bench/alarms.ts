import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { PublishCommand } from '@aws-sdk/client-sns';
import { LOCAL_ACCOUNT } from '#local/awsAccess.ts';
import type { Bench } from './bench.ts';

/** Makes an alarm that never acts by itself: the bench speaks for it. */
export async function makeAlarm(name: string, { aws }: Bench): Promise<void> {
  await aws.cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: name,
      Namespace: 'Payments',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      ActionsEnabled: false,
    }),
  );
}

/** @returns what CloudWatch publishes when an alarm goes off */
export function alarmMessage(name: string, region: string): string {
  return JSON.stringify({
    AlarmName: name,
    AlarmDescription: 'More payments fail than should.',
    AWSAccountId: LOCAL_ACCOUNT,
    NewStateValue: 'ALARM',
    NewStateReason:
      'Threshold Crossed: 1 out of the last 1 datapoints [5.0] was greater than or equal to the threshold (1.0).',
    StateChangeTime: new Date().toISOString().replace('Z', '+0000'),
    Region: 'US East (N. Virginia)',
    AlarmArn: `arn:aws:cloudwatch:${region}:${LOCAL_ACCOUNT}:alarm:${name}`,
    OldStateValue: 'OK',
    Trigger: { MetricName: 'Errors', Namespace: 'Payments', Statistic: 'SUM', Threshold: 1 },
  });
}

/** Publishes to the alarm topic what CloudWatch publishes when an alarm goes off. */
export async function goOff(name: string, { aws, stack }: Bench): Promise<void> {
  const Message = alarmMessage(name, stack.region);
  await aws.sns.send(
    new PublishCommand({ TopicArn: stack.alarmTopicArn, Subject: `ALARM: "${name}"`, Message }),
  );
}
