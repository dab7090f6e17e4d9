import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { inject } from 'vitest';
import type { RequestedStep } from '#operations/runbook/stepRequests.ts';
import { eventBridge, sqs } from './aws.ts';
import { unique } from './organisations.ts';

/**
 * Attaches a queue to Muster's bus by a rule, as a team does with whatever runs its automations.
 *
 * @param automation whose requests the rule takes up
 * @returns what takes the requests that have come since from the queue
 */
export async function stepRequestQueue(automation: string): Promise<() => Promise<RequestedStep[]>> {
  const EventBusName = inject('stack').eventBusName;
  const name = unique('automation');
  const { QueueUrl = '' } = await sqs().send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs().send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const Arn = Attributes?.QueueArn;
  const { RuleArn } = await eventBridge().send(
    new PutRuleCommand({
      Name: name,
      EventBusName,
      EventPattern: JSON.stringify({
        source: ['muster'],
        'detail-type': ['Runbook Step Requested'],
        detail: { automation: [automation] },
      }),
    }),
  );
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: Arn,
        Condition: { ArnEquals: { 'aws:SourceArn': RuleArn } },
      },
    ],
  });
  await sqs().send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await eventBridge().send(
    new PutTargetsCommand({ Rule: name, EventBusName, Targets: [{ Id: 'queue', Arn }] }),
  );

  return async () => {
    const { Messages = [] } = await sqs().send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    for (const { ReceiptHandle } of Messages) {
      await sqs().send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    return Messages.map(({ Body = '' }) => JSON.parse(Body).detail as RequestedStep);
  };
}
