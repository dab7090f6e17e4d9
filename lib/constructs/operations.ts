import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Config } from '#lib/config.ts';
import { alarmTopic } from '#lib/constructs/alarm-topic.ts';
import type { DeadLetters } from '#lib/constructs/dead-letters.ts';

interface OperationsProps {
  readonly config: Config;
  readonly alarmPrefix: string;
  readonly deadLetters: DeadLetters;
  readonly intakeQueue: IQueue;
  readonly stateMachine: IStateMachine;
  readonly sweeper: IFunction;
  readonly timeline: IFunction;
}

interface Fault {
  readonly name: string;
  /** What it means and what to do, for whom it wakes. */
  readonly description: string;
  readonly metric: IMetric;
  readonly threshold: number;
  readonly evaluationPeriods?: number;
  readonly comparison?: ComparisonOperator;
  readonly missingData?: TreatMissingData;
}

/**
 * The alarms on Muster itself. They speak to a topic of their own and never to Muster's intake: what is
 * broken cannot be trusted to page about it. Each costs 0.10 USD a month, so there is one for each promise.
 */
export class Operations extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: OperationsProps) {
    super(scope, id);
    this.topic = alarmTopic(this, 'Topic');
    if (props.config.alarmEmail !== undefined) {
      this.topic.addSubscription(new EmailSubscription(props.config.alarmEmail));
    }
    const action = new SnsAction(this.topic);
    for (const fault of faults(props)) {
      const alarm = new Alarm(this, fault.name, {
        alarmName: `${props.alarmPrefix}${fault.name}`,
        alarmDescription: fault.description,
        metric: fault.metric,
        threshold: fault.threshold,
        evaluationPeriods: fault.evaluationPeriods ?? 1,
        comparisonOperator: fault.comparison ?? ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: fault.missingData ?? TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }
}

const minute = Duration.minutes(1);

const faults = ({
  config,
  deadLetters,
  intakeQueue,
  stateMachine,
  sweeper,
  timeline,
}: OperationsProps): Fault[] => [
  {
    name: 'signals-lost',
    description:
      'Signals could not become incidents and lie in the dead-letter queue. Look at the log of IntakeQueue, then drive them back into the intake queue.',
    metric: deadLetters.signals.metricApproximateNumberOfMessagesVisible({
      period: minute,
      statistic: Stats.MAXIMUM,
    }),
    threshold: 0,
  },
  {
    name: 'signals-waiting',
    description:
      'Signals wait in the intake queue for more than two minutes, so pages are late. Look at the errors and throttles of IntakeQueue.',
    metric: intakeQueue.metricApproximateAgeOfOldestMessage({ period: minute, statistic: Stats.MAXIMUM }),
    threshold: 120,
  },
  {
    name: 'work-failed',
    description:
      'A timeline event, a sweep or an alarm action failed for good. The dead letters tell which; the log of its function tells why.',
    metric: deadLetters.work.metricApproximateNumberOfMessagesVisible({
      period: minute,
      statistic: Stats.MAXIMUM,
    }),
    threshold: 0,
  },
  {
    name: 'clock-failed',
    description:
      'The clock of an incident failed. The sweeper starts the next one within two minutes; look at the failed execution and the log of Clock.',
    metric: stateMachine.metricFailed({ period: minute, statistic: Stats.SUM }),
    threshold: 0,
  },
  {
    name: 'sweeper-silent',
    description:
      'The sweeper has not run for five minutes: an incident that loses its clock stays without one. Look at the rule that starts it and at the concurrency that Lambda has left.',
    metric: sweeper.metricInvocations({ period: Duration.minutes(5), statistic: Stats.SUM }),
    threshold: 1,
    comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
    missingData: TreatMissingData.BREACHING,
  },
  {
    name: 'timeline-late',
    description:
      'Timeline events are published more than a minute late. Look at the errors of Timeline: one bad record holds those behind it.',
    metric: timeline.metric('IteratorAge', { period: minute, statistic: Stats.MAXIMUM }),
    threshold: Duration.minutes(1).toMilliseconds(),
    evaluationPeriods: 2,
  },
  {
    name: 'sms-spend',
    description: `The SMS of this month cost more than ${config.smsMonthlySpendAlarmUsd} USD. Past the spend limit of the account SNS stops sending without a word: ask AWS to raise it.`,
    metric: new Metric({
      namespace: 'AWS/SNS',
      metricName: 'SMSMonthToDateSpentUSD',
      statistic: Stats.MAXIMUM,
      period: Duration.hours(1),
    }),
    threshold: config.smsMonthlySpendAlarmUsd,
  },
];
