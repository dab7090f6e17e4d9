import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Outputs } from '#local/outputs.ts';

/** Clients that speak to the local AWS as its owner. */
export function connectAws({ awsEndpoint, region, accessKeyId, secretAccessKey }: Outputs) {
  const connection = () => ({
    endpoint: awsEndpoint,
    region,
    // A copy for each: the SDK writes into what it is given.
    credentials: { accessKeyId, secretAccessKey },
  });
  return {
    cloudFormation: new CloudFormationClient(connection()),
    cloudWatch: new CloudWatchClient(connection()),
    dynamoDb: new DynamoDBClient(connection()),
    lambda: new LambdaClient(connection()),
    sns: new SNSClient(connection()),
    sqs: new SQSClient(connection()),
    stepFunctions: new SFNClient(connection()),
  };
}

export type Aws = ReturnType<typeof connectAws>;
