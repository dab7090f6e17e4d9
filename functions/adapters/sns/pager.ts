import { NotFoundException, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Pager } from '#operations/paging/ports.ts';

/** How long SNS is given for a page. What sends pages counts on it, so that none goes out after its lease. */
const ANSWER_WITHIN_MS = 2_000;

/** A client for pages: no retries of its own, because a page is retried where its lease is watched. */
export function pagingClient(): SNSClient {
  return new SNSClient({
    maxAttempts: 1,
    requestHandler: {
      requestTimeout: ANSWER_WITHIN_MS,
      connectionTimeout: ANSWER_WITHIN_MS,
      throwOnRequestTimeout: true,
    },
  });
}

/** Pages by SNS: an email through the contact's own topic, an SMS to the number. */
export function snsPager(client: SNSClient): Pager {
  return {
    async send(channel, contact, { subject, text }) {
      const input =
        channel === 'sms'
          ? { PhoneNumber: contact.phone ?? '', Message: text, MessageAttributes: transactional }
          : { TopicArn: contact.emailTopicArn ?? '', Subject: subject, Message: text };
      try {
        const { MessageId } = await client.send(new PublishCommand(input));
        return { messageId: MessageId ?? '' };
      } catch (error) {
        throw new Error(explain(error));
      }
    },
  };
}

/** SNS delivers these before promotional ones (SNS developer guide, "Sending SMS messages"). */
const transactional = { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } };

function explain(error: unknown): string {
  if (error instanceof NotFoundException) {
    return "The contact's email topic is gone. Save the contact again to make it anew.";
  }
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return `SNS did not take it (${name}): ${message}`.slice(0, 500);
}
