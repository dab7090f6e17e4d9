import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import { Failure } from '#local/failure.ts';
import type { Aws } from './aws.ts';

/** What Muster publishes, as it comes. */
export interface TimelineFeed {
  /**
   * Waits for the next event of a type, past all others.
   *
   * @throws Failure when half a minute brings none
   */
  next(type: TimelineEvent['type']): Promise<TimelineEvent>;
}

const PATIENCE_MS = 30_000;
const STACK = 'Muster';

/** Subscribes a queue of its own to the topic of the incidents' events. */
export async function followTimeline({ cloudFormation, sns, sqs }: Aws): Promise<TimelineFeed> {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: STACK }));
  const topic = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'EventsTopicArn')?.OutputValue;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'bench-timeline' }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: Attributes?.QueueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': topic } },
      },
    ],
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await sns.send(
    new SubscribeCommand({
      TopicArn: topic,
      Protocol: 'sqs',
      Endpoint: Attributes?.QueueArn,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );

  const waiting: TimelineEvent[] = [];
  async function receive(): Promise<void> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    if (Messages.length === 0) return;
    waiting.push(...Messages.map(({ Body = '' }) => JSON.parse(Body) as TimelineEvent));
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }

  return {
    async next(type) {
      const end = performance.now() + PATIENCE_MS;
      while (performance.now() < end) {
        for (let event = waiting.shift(); event; event = waiting.shift()) {
          if (event.type === type) return event;
        }
        await receive();
      }
      throw new Failure(`Muster published no ${type} in ${PATIENCE_MS / 1000} s. Look at its logs.`);
    },
  };
}
