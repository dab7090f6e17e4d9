import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { inject } from 'vitest';
import { cloudWatch } from './aws.ts';

/** A real alarm on a metric of its own, which acts on the alarm topic when it goes off and when it is over. */
export async function putAlarm(name: string, tags: Record<string, string> = {}): Promise<void> {
  const { alarmTopicArn } = inject('stack');
  await cloudWatch().send(
    new PutMetricAlarmCommand({
      AlarmName: name,
      AlarmDescription: 'Too many payments fail',
      Namespace: 'Tests',
      MetricName: `${name}-Errors`,
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [alarmTopicArn],
      OKActions: [alarmTopicArn],
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
}
