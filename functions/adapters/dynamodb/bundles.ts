import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { BundleMember, Bundles, SentBundle } from '#operations/paging/bundles.ts';
import type { Table } from './client.ts';
import { succeeds } from './conditionalWrite.ts';
import { keys } from './keys.ts';
import { beginningWith, queryAll } from './queryAll.ts';

/** Long enough for every retry; after it nobody asks any more. */
const KEPT_SECONDS = 2 * 24 * 3600;

/** Bundles of waiting pages in DynamoDB: one item for what is sent, and one for each incident that is ready. */
export function dynamoBundles(table: Table): Bundles {
  const { client, name: TableName } = table;
  const expiry = (dueAt: string) => Math.ceil(Date.parse(dueAt) / 1000) + KEPT_SECONDS;
  return {
    join: async (key, member) => {
      const Item = { ...keys.bundleMember(key, member.incidentId), ...member, expiresAt: expiry(key.dueAt) };
      await client.send(new PutCommand({ TableName, Item }));
    },

    take: async (key, sender, now) =>
      await succeeds(
        client.send(
          new UpdateCommand({
            TableName,
            Key: keys.bundle(key),
            UpdateExpression: 'SET sender = :sender, heldUntil = :until, expiresAt = :expiry',
            ConditionExpression:
              'attribute_not_exists(incidentIds) AND (attribute_not_exists(sender) OR sender = :sender OR heldUntil < :now)',
            ExpressionAttributeValues: {
              ':sender': sender.incidentId,
              ':until': sender.until,
              ':now': now.toISOString(),
              ':expiry': expiry(key.dueAt),
            },
          }),
        ),
      ),

    members: async (key) => {
      const members: BundleMember[] = [];
      for await (const item of queryAll(table, beginningWith(keys.bundleMember(key, '')))) {
        const { incidentId, until } = item as unknown as BundleMember;
        members.push({ incidentId, until });
      }
      return members;
    },

    close: async (key, { messageId, incidentIds }) => {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: keys.bundle(key),
          UpdateExpression: 'SET messageId = :messageId, incidentIds = :incidentIds, expiresAt = :expiry',
          ExpressionAttributeValues: {
            ':messageId': messageId,
            ':incidentIds': incidentIds,
            ':expiry': expiry(key.dueAt),
          },
        }),
      );
    },

    sent: async (key) => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: keys.bundle(key), ConsistentRead: true }),
      );
      if (!Item?.incidentIds) return undefined;
      const { messageId, incidentIds } = Item as SentBundle;
      return { messageId, incidentIds };
    },
  };
}
