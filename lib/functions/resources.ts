import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Config } from '#lib/config.ts';
import type { RecordTable } from '#lib/constructs/record-table.ts';

/** What the functions are given to work on. */
export interface Resources {
  readonly config: Config;
  readonly records: RecordTable;
  readonly intakeQueue: IQueue;
  readonly deadLetters: IQueue;
  readonly eventsTopic: ITopic;
  readonly eventBus: EventBus;
  readonly stateMachineArn: string;
  /** How the names of the contacts' email topics begin, and the ARN that stands for all of them. */
  readonly contactTopicPrefix: string;
  readonly contactTopicsArn: string;
  readonly publicUrl: string;
}
