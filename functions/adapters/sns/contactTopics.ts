import {
  CreateTopicCommand,
  DeleteTopicCommand,
  InvalidParameterException,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
  SetTopicAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  type Subscription,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { invalidField } from '#domain/refusal.ts';
import type { ContactTopics } from '#operations/contact/contactTopics.ts';

/**
 * The contacts' email topics in SNS.
 *
 * @param prefix of the topics' names; the contact's id follows
 */
export function snsContactTopics(client: SNSClient, prefix: string): ContactTopics {
  return {
    ensure: async (contactId, email) => {
      const { TopicArn = '' } = await client.send(new CreateTopicCommand({ Name: `${prefix}${contactId}` }));
      await Promise.all(
        Object.entries(attributesOf(TopicArn)).map(([AttributeName, AttributeValue]) =>
          client.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue })),
        ),
      );
      await subscribe(client, TopicArn, email);
      return TopicArn;
    },

    isConfirmed: async (topicArn, email) => {
      try {
        const subscriptions = await subscriptionsOf(client, topicArn);
        return subscriptions.some((one) => one.Endpoint === email && isActive(one));
      } catch (error) {
        if (error instanceof NotFoundException) return false;
        throw error;
      }
    },

    keepOnly: async (topicArn, email) => {
      for (const subscription of await subscriptionsOf(client, topicArn)) {
        if (subscription.Endpoint === email) continue;
        await unsubscribe(client, subscription);
      }
    },

    remove: async (topicArn) => {
      await client.send(new DeleteTopicCommand({ TopicArn: topicArn }));
    },
  };
}

/** What a topic is set to each time, so that topics of earlier versions follow. */
function attributesOf(topicArn: string): Record<string, string> {
  return {
    DisplayName: 'Muster',
    KmsMasterKeyId: 'alias/aws/sns',
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: topicArn,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    }),
  };
}

async function subscribe(client: SNSClient, topicArn: string, email: string): Promise<void> {
  try {
    await client.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'email', Endpoint: email }));
  } catch (error) {
    if (!(error instanceof InvalidParameterException)) throw error;
    throw invalidField('email', 'Amazon SNS does not take this address.');
  }
}

async function subscriptionsOf(client: SNSClient, TopicArn: string): Promise<Subscription[]> {
  const subscriptions: Subscription[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
    subscriptions.push(...(page.Subscriptions ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return subscriptions;
}

/**
 * Whether somebody has confirmed a subscription. One that waits has `PendingConfirmation` for its ARN, and one that was
 * ended `Deleted` (SNS API reference, ListSubscriptionsByTopic).
 */
const isActive = ({ SubscriptionArn }: Subscription): boolean => SubscriptionArn?.startsWith('arn:') === true;

/** One that nobody has confirmed has no ARN and can not be ended; SNS forgets it after three days. */
async function unsubscribe(client: SNSClient, subscription: Subscription): Promise<void> {
  if (!isActive(subscription)) return;
  try {
    await client.send(new UnsubscribeCommand({ SubscriptionArn: subscription.SubscriptionArn }));
  } catch (error) {
    if (!(error instanceof NotFoundException)) throw error;
  }
}
