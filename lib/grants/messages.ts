import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Grant } from '#lib/grants/grant.ts';

/** Puts signals into the intake queue, one or a batch. */
export const sendSignals = (intakeQueue: IQueue, reason: string): Grant => ({
  capability: 'SendSignals',
  reason,
  actions: ['sqs:SendMessage'],
  resources: [intakeQueue.queueArn],
});

/** Takes signals from the intake queue. Lambda's poller acts with the function's role. */
export const receiveSignals = (intakeQueue: IQueue, reason: string): Grant => ({
  capability: 'ReceiveSignals',
  reason,
  actions: [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:ChangeMessageVisibility',
    'sqs:GetQueueAttributes',
  ],
  resources: [intakeQueue.queueArn],
});

/** Leaves what could not be processed in the dead-letter queue. Lambda acts with the function's role. */
export const leaveDeadLetters = (deadLetters: IQueue, reason: string): Grant => ({
  capability: 'LeaveDeadLetters',
  reason,
  actions: ['sqs:SendMessage'],
  resources: [deadLetters.queueArn],
});

/** Publishes the timeline to those who subscribed to it. */
export const publishTimeline = (eventsTopic: ITopic, reason: string): Grant => ({
  capability: 'PublishTimeline',
  reason,
  actions: ['sns:Publish'],
  resources: [eventsTopic.topicArn],
});

/** Asks for the automations of runbooks on Muster's bus. */
export const requestSteps = (eventBus: EventBus, reason: string): Grant => ({
  capability: 'RequestSteps',
  reason,
  actions: ['events:PutEvents'],
  resources: [eventBus.eventBusArn],
});
