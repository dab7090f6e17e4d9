import {
  CreateTopicCommand,
  DeleteTopicCommand,
  InvalidParameterException,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
  SetTopicAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { snsContactTopics } from '#adapters/sns/contactTopics.ts';

const ARN = 'arn:aws:sns:eu-west-1:000000000000:muster-contact-ctc_1';
const PENDING = 'PendingConfirmation';

/** SNS with two pages of subscriptions, which notes what it is asked. */
function sns(refuse: (command: unknown) => Error | undefined = () => undefined) {
  const asked: unknown[] = [];
  const pages = [
    {
      Subscriptions: [
        { Endpoint: 'old@example.org', SubscriptionArn: `${ARN}:1` },
        { Endpoint: 'typo@example.org', SubscriptionArn: PENDING },
      ],
      NextToken: 'more',
    },
    {
      Subscriptions: [
        { Endpoint: 'new@example.org', SubscriptionArn: `${ARN}:2` },
        { Endpoint: 'older@example.org', SubscriptionArn: `${ARN}:3` },
      ],
    },
  ];
  const client = {
    send: async (command: { input: Record<string, unknown> }) => {
      const error = refuse(command);
      if (error) throw error;
      asked.push(command);
      if (command instanceof CreateTopicCommand) return { TopicArn: ARN };
      if (command instanceof ListSubscriptionsByTopicCommand) return pages[command.input.NextToken ? 1 : 0];
      return {};
    },
  } as unknown as SNSClient;
  const inputsOf = <Command>(kind: new (input: never) => Command) =>
    asked
      .filter((command) => command instanceof kind)
      .map((command) => (command as { input: unknown }).input);
  return { topics: snsContactTopics(client, 'muster-contact-'), inputsOf };
}

const failure = { $metadata: {}, message: 'no' };

describe("a contact's email topic", () => {
  it('is made with a name of its own, encrypted, closed to plain HTTP, and with the address', async () => {
    const { topics, inputsOf } = sns();
    expect(await topics.ensure('ctc_1', 'ada@example.org')).toBe(ARN);
    expect(inputsOf(CreateTopicCommand)).toEqual([{ Name: 'muster-contact-ctc_1' }]);
    const attributes = inputsOf(SetTopicAttributesCommand) as {
      AttributeName: string;
      AttributeValue: string;
    }[];
    const set = Object.fromEntries(
      attributes.map(({ AttributeName, AttributeValue }) => [AttributeName, AttributeValue]),
    );
    expect(set.KmsMasterKeyId).toBe('alias/aws/sns');
    expect(JSON.parse(set.Policy ?? '').Statement).toMatchObject([
      {
        Effect: 'Deny',
        Action: 'sns:Publish',
        Resource: ARN,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
    expect(inputsOf(SubscribeCommand)).toEqual([
      { TopicArn: ARN, Protocol: 'email', Endpoint: 'ada@example.org' },
    ]);
  });

  it('refuses an address that SNS does not take, as an error of the request', async () => {
    const { topics } = sns((command) =>
      command instanceof SubscribeCommand ? new InvalidParameterException(failure) : undefined,
    );
    await expect(topics.ensure('ctc_1', 'ada@example.org')).rejects.toMatchObject({
      code: 'validation-failed',
      extra: { errors: [{ path: 'email' }] },
    });
  });

  it('lets go of every address but one, over all pages; nobody has confirmed the rest', async () => {
    const { topics, inputsOf } = sns();
    await topics.keepOnly(ARN, 'new@example.org');
    expect(inputsOf(UnsubscribeCommand)).toEqual([
      { SubscriptionArn: `${ARN}:1` },
      { SubscriptionArn: `${ARN}:3` },
    ]);
  });

  it('does not mind what somebody else has let go already', async () => {
    const { topics } = sns((command) =>
      command instanceof UnsubscribeCommand ? new NotFoundException(failure) : undefined,
    );
    await expect(topics.keepOnly(ARN, 'new@example.org')).resolves.toBeUndefined();
  });

  it('goes as a whole', async () => {
    const { topics, inputsOf } = sns();
    await topics.remove(ARN);
    expect(inputsOf(DeleteTopicCommand)).toEqual([{ TopicArn: ARN }]);
  });

  it.each([
    ['new@example.org', true, 'its owner has confirmed it'],
    ['typo@example.org', false, 'nobody has confirmed it'],
    ['other@example.org', false, 'SNS has forgotten it'],
  ])('delivers to %s: %s, because %s', async (email, confirmed) => {
    const { topics } = sns();
    expect(await topics.isConfirmed(ARN, email)).toBe(confirmed);
  });

  it('delivers to nobody where it is gone, and says so where SNS does not answer', async () => {
    const gone = sns(() => new NotFoundException(failure));
    expect(await gone.topics.isConfirmed(ARN, 'new@example.org')).toBe(false);
    const down = sns(() => new Error('SNS is down.'));
    await expect(down.topics.isConfirmed(ARN, 'new@example.org')).rejects.toThrow('down');
  });
});
