import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { etagOf, revisionOf } from '#domain/etag.ts';
import { defaultSettings } from '#domain/organisation/defaults.ts';
import type { Settings } from '#domain/organisation/schema.ts';
import type { SettingsStore } from '#operations/settings/store.ts';
import type { Table } from './client.ts';
import { auditWrite, transact } from './configurationTransaction.ts';
import { keys } from './keys.ts';

/** The organisation's settings in DynamoDB. */
export function dynamoSettingsStore(table: Table): SettingsStore {
  const { client, name: TableName } = table;
  return {
    get: async () => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: keys.settings, ConsistentRead: true }),
      );
      if (!Item) return defaultSettings;
      const { pk: _pk, sk: _sk, revision, ...settings } = Item;
      return { ...settings, etag: etagOf(revision) } as Settings;
    },
    write: async (before, { etag, ...after }, audit) => {
      const reasons = await transact(table, [
        {
          Put: {
            TableName,
            Item: { ...keys.settings, ...after, revision: revisionOf(etag) },
            ConditionExpression: before.updatedAt === null ? 'attribute_not_exists(pk)' : 'revision = :read',
            ...(before.updatedAt === null
              ? {}
              : { ExpressionAttributeValues: { ':read': revisionOf(before.etag) } }),
          },
        },
        auditWrite(table, audit),
      ]);
      return reasons ? 'conflict' : 'written';
    },
  };
}
