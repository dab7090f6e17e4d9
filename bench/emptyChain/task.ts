import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

const client = new SNSClient({});

/** Sends what SNS wrapped up at the beginning of the chain. */
export async function handler({ Message }: { Message: string }): Promise<void> {
  await client.send(new PublishCommand({ PhoneNumber: process.env.PHONE, Message }));
}
