import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ApiKeyRecord, KeyStore } from '#operations/keys/store.ts';
import { batchGet } from './batchGet.ts';
import type { Table } from './client.ts';
import { succeeds } from './conditionalWrite.ts';
import { auditWrite, transact } from './configurationTransaction.ts';
import { keys } from './keys.ts';
import { partitionPage } from './partitionPage.ts';

/**
 * The API keys in DynamoDB. Each lies under its hash, where a request finds it in one read; a pointer under its id
 * leads there.
 */
export function dynamoKeyStore(table: Table): KeyStore {
  const { client, name: TableName } = table;
  const pointer = (id: string) => keys.configuration('key', id);

  const findHash = async (id: string): Promise<string | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: pointer(id), ConsistentRead: true }));
    return Item?.hash as string | undefined;
  };

  const findByHash = async (hash: string): Promise<ApiKeyRecord | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: keys.apiKey(hash), ConsistentRead: true }),
    );
    return Item && recordOf(Item);
  };

  return {
    findByHash,

    put: async (record, audit) => {
      const earlier = await findHash(record.id);
      const { expiresAt: validUntil, ...rest } = record;
      const reasons = await transact(table, [
        { Put: { TableName, Item: { ...keys.apiKey(record.hash), ...rest, validUntil } } },
        {
          Put: {
            TableName,
            Item: { ...pointer(record.id), hash: record.hash },
            ConditionExpression: earlier ? '#hash = :earlier' : 'attribute_not_exists(pk)',
            ...(earlier
              ? {
                  ExpressionAttributeNames: { '#hash': 'hash' },
                  ExpressionAttributeValues: { ':earlier': earlier },
                }
              : {}),
          },
        },
        ...(earlier && earlier !== record.hash ? [{ Delete: { TableName, Key: keys.apiKey(earlier) } }] : []),
        auditWrite(table, audit),
      ]);
      if (reasons) throw new Error(`The API key ${record.id} is being written twice at once.`);
    },

    get: async (id) => {
      const hash = await findHash(id);
      return hash === undefined ? undefined : await findByHash(hash);
    },

    list: async (limit, cursor) => {
      const { pk } = pointer('');
      const page = await partitionPage(table, pk, limit, cursor);
      const hashes = page.items.map(({ hash }) => keys.apiKey(String(hash)));
      const found = await batchGet(table, hashes);
      const items = found.map(recordOf).sort((one, other) => (one.id < other.id ? -1 : 1));
      return { items, nextCursor: page.nextCursor };
    },

    touch: async (hash, at) => {
      await succeeds(
        client.send(
          new UpdateCommand({
            TableName,
            Key: keys.apiKey(hash),
            UpdateExpression: 'SET lastUsedAt = :at',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeValues: { ':at': at },
          }),
        ),
      );
    },

    revoke: async (record, at, audit) => {
      const reasons = await transact(table, [
        {
          Update: {
            TableName,
            Key: keys.apiKey(record.hash),
            UpdateExpression: 'SET revokedAt = :at',
            ConditionExpression: 'revokedAt = :never',
            ExpressionAttributeValues: { ':at': at, ':never': null },
          },
        },
        auditWrite(table, audit),
      ]);
      return reasons === undefined;
    },
  };
}

function recordOf(item: Record<string, unknown>): ApiKeyRecord {
  // `expiresAt` is the table's TTL: a key that has expired stays, so that its owner is told why it is refused.
  const { pk: _pk, sk: _sk, validUntil, ...rest } = item;
  return { ...rest, expiresAt: validUntil } as ApiKeyRecord;
}
