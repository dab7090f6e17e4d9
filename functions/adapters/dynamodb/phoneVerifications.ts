import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { PhoneVerification } from '#domain/contact/phoneVerification.ts';
import type { PhoneVerificationStore } from '#operations/contact/phoneVerification.ts';
import type { Table } from './client.ts';
import { succeeds } from './conditionalWrite.ts';
import { keys } from './keys.ts';

/** Codes for phones in Muster's table; its TTL forgets them. */
export function dynamoPhoneVerifications({ client, name: TableName }: Table): PhoneVerificationStore {
  return {
    begin: async (verification, sentBefore) => {
      try {
        await client.send(
          new PutCommand({
            TableName,
            Item: {
              ...keys.phoneVerification(verification.contactId),
              ...verification,
              expiresAt: Math.ceil(Date.parse(verification.validUntil) / 1000),
            },
            // Its own salt: the write has landed before, and only the reply to it was lost.
            ConditionExpression: 'attribute_not_exists(pk) OR sentAt <= :before OR salt = :salt',
            ExpressionAttributeValues: { ':before': sentBefore, ':salt': verification.salt },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return undefined;
      } catch (error) {
        const sentAt = error instanceof ConditionalCheckFailedException && error.Item?.sentAt?.S;
        if (!sentAt) throw error;
        return { sentAt };
      }
    },

    attempt: async (contactId, mostAttempts) => {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName,
            Key: keys.phoneVerification(contactId),
            UpdateExpression: 'ADD attempts :one',
            ConditionExpression: 'attempts < :most',
            ExpressionAttributeValues: { ':one': 1, ':most': mostAttempts },
            ReturnValues: 'ALL_NEW',
          }),
        );
        return Attributes && verificationOf(Attributes);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },

    withdraw: async ({ contactId, salt }) => {
      await succeeds(
        client.send(
          new DeleteCommand({
            TableName,
            Key: keys.phoneVerification(contactId),
            ConditionExpression: 'salt = :salt',
            ExpressionAttributeValues: { ':salt': salt },
          }),
        ),
      );
    },
  };
}

function verificationOf(item: Record<string, unknown>): PhoneVerification {
  const { pk: _pk, sk: _sk, expiresAt: _expiresAt, ...verification } = item;
  return verification as unknown as PhoneVerification;
}
