import { Duration } from 'aws-cdk-lib';
import { EventBus, type EventPattern, Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { alarmTopic } from '#lib/constructs/alarm-topic.ts';

interface SignalIntakeProps {
  /** The name of the bus. */
  readonly name: string;
  readonly deadLetters: IQueue;
  /** How the names of the alarms begin that watch Muster itself. */
  readonly operationsAlarmPrefix: string;
}

const alarmStateChange: EventPattern = { detailType: ['CloudWatch Alarm State Change'] };

/** How alarms come in without a key: by topic or by event, and into one queue. */
export class SignalIntake extends Construct {
  readonly alarmTopic: Topic;
  readonly eventBus: EventBus;
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { name, deadLetters, operationsAlarmPrefix }: SignalIntakeProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // Just above the consumer's timeout: an alarm whose batch failed must not wait minutes for its next
      // try, and a signal handled twice is joined to its own incident.
      visibilityTimeout: Duration.seconds(30),
      // Ten minutes of tries: past a throttled table or a bad deployment, and before anybody gives up.
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 20 },
    });
    this.alarmTopic = alarmTopic(this, 'AlarmTopic');
    this.alarmTopic.addSubscription(
      new SqsSubscription(this.queue, { rawMessageDelivery: false, deadLetterQueue: deadLetters }),
    );
    this.eventBus = new EventBus(this, 'EventBus', { eventBusName: name });
    const target = new SqsQueue(this.queue, { deadLetterQueue: deadLetters });
    new Rule(this, 'AlarmsOfAccount', {
      description: 'CloudWatch alarms of this account, except those of Muster itself and of auto scaling',
      eventPattern: {
        // No source: whoever forwards alarms of another account has to name one of their own.
        ...alarmStateChange,
        // Target tracking trips its alarms all day: they steer a fleet and tell of no incident.
        detail: { alarmName: Match.anythingButPrefix(operationsAlarmPrefix, 'TargetTracking-') },
      },
      targets: [target],
    });
    new Rule(this, 'AlarmsOnBus', {
      description: 'CloudWatch alarms that others put on the bus of Muster',
      eventBus: this.eventBus,
      eventPattern: alarmStateChange,
      targets: [target],
    });
  }
}
