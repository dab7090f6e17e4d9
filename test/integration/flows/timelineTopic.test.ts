import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import type { Incident } from '#domain/incident/schema.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import { connection, sns, sqs } from '#test/support/aws.ts';
import { eventually } from '#test/support/eventually.ts';
import { must, timelineOf } from '#test/support/musterApi.ts';
import { staffedService, unique } from '#test/support/organisations.ts';

/** A queue that gets what the topic of timeline events carries. */
async function followTimeline(): Promise<string> {
  const { Stacks = [] } = await new CloudFormationClient(connection()).send(
    new DescribeStacksCommand({ StackName: 'Muster' }),
  );
  const topic = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'EventsTopicArn')?.OutputValue;
  const { QueueUrl = '' } = await sqs().send(new CreateQueueCommand({ QueueName: unique('follower') }));
  const { Attributes } = await sqs().send(
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
      },
    ],
  });
  await sqs().send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await sns().send(
    new SubscribeCommand({
      TopicArn: topic,
      Protocol: 'sqs',
      Endpoint: Attributes?.QueueArn,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  return QueueUrl;
}

async function receive(QueueUrl: string): Promise<TimelineEvent[]> {
  const { Messages = [] } = await sqs().send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  for (const { ReceiptHandle } of Messages)
    await sqs().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages.map(({ Body = '' }) => JSON.parse(Body) as TimelineEvent);
}

it('every timeline event is published once or more, in the order of the timeline', async () => {
  const queue = await followTimeline();
  const { service } = await staffedService();
  const { id } = await must<Incident>('POST', '/v1/incidents', {
    title: unique('published'),
    serviceId: service.id,
  });
  await eventually(async () => (await timelineOf(id)).some((event) => event.type === 'page.sent'));
  await must('POST', `/v1/incidents/${id}/acknowledge`);
  await must('POST', `/v1/incidents/${id}/cancel`);
  const timeline = await timelineOf(id);

  // A repeated event stays where it came first.
  const published = new Map<string, TimelineEvent>();
  await eventually(async () => {
    for (const event of await receive(queue))
      if (event.incidentId === id && !published.has(event.id)) published.set(event.id, event);
    return published.size === timeline.length;
  });

  expect([...published.values()]).toEqual(timeline);
});
