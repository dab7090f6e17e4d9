import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { SQSEvent } from 'aws-lambda';

const client = new SFNClient({});

/** Starts an execution for each message, with the message as its input. */
export async function handler({ Records }: SQSEvent): Promise<void> {
  const { STATE_MACHINE_ARN: stateMachineArn } = process.env;
  await Promise.all(
    Records.map(({ body: input }) => client.send(new StartExecutionCommand({ stateMachineArn, input }))),
  );
}
