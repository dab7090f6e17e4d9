import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { NoticeStore } from '#operations/notice/store.ts';
import type { Table } from './client.ts';
import { succeeds } from './conditionalWrite.ts';
import { keys } from './keys.ts';

/** Remembers in Muster's table which messages have gone out; its TTL forgets them. */
export function dynamoNotices({ client, name: TableName }: Table): NoticeStore {
  const ownerName = { '#owner': 'owner' };
  return {
    claim: async (name, { owner, from, until }, expiresAt) =>
      await succeeds(
        client.send(
          new PutCommand({
            TableName,
            Item: { ...keys.notice(name), owner, heldUntil: until, expiresAt },
            // Its own owner: the write has landed before, and only the reply to it was lost.
            ConditionExpression:
              'attribute_not_exists(pk) OR #owner = :owner OR (attribute_not_exists(sentAt) AND heldUntil <= :from)',
            ExpressionAttributeNames: ownerName,
            ExpressionAttributeValues: { ':owner': owner, ':from': from },
          }),
        ),
      ),

    sent: async (name, at) => {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: keys.notice(name),
          UpdateExpression: 'SET sentAt = :at',
          ExpressionAttributeValues: { ':at': at },
        }),
      );
    },

    release: async (name, owner) => {
      await succeeds(
        client.send(
          new UpdateCommand({
            TableName,
            Key: keys.notice(name),
            UpdateExpression: 'SET heldUntil = :now',
            ConditionExpression: '#owner = :owner',
            ExpressionAttributeNames: ownerName,
            ExpressionAttributeValues: { ':owner': owner, ':now': 0 },
          }),
        ),
      );
    },
  };
}
