import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { inject } from 'vitest';

/** How a client reaches the local AWS as its owner. */
export function connection() {
  const { awsEndpoint, region, accessKeyId, secretAccessKey } = inject('stack');
  return { endpoint: awsEndpoint, region, credentials: { accessKeyId, secretAccessKey } };
}

export const cloudWatch = () => new CloudWatchClient(connection());
export const eventBridge = () => new EventBridgeClient(connection());
export const stepFunctions = () => new SFNClient(connection());
export const sns = () => new SNSClient(connection());
export const sqs = () => new SQSClient(connection());
export const lambda = () => new LambdaClient(connection());
