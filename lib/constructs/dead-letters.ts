import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

const deadLetterQueue = (scope: Construct, id: string): Queue =>
  new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });

/** Where everything ends that failed for good. Nothing reads them: an alarm tells that they are not empty. */
export class DeadLetters extends Construct {
  /** Signals that never became an incident. Kept apart, so that they can be driven back into the intake queue. */
  readonly signals: Queue;
  /** The rest: timeline records not published, sweeps and alarm actions that failed. */
  readonly work: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.signals = deadLetterQueue(this, 'Signals');
    this.work = deadLetterQueue(this, 'Work');
    Validations.of(this.work).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue: Lambda and EventBridge deliver to it, no queue does.',
    });
  }
}
