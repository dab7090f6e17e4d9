import type { IDestination, IEventSourceDlq } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** Where Lambda leaves an event or a record that failed for good. The right to do so is a grant of the function. */
export const queueDestination = (queue: IQueue): IDestination & IEventSourceDlq => ({
  bind: () => ({ destination: queue.queueArn }),
});
