import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { asReadNow } from '#operations/configuration/earlierBodies.ts';
import type {
  Bodies,
  ConfigurationKind,
  ConfigurationRecord,
  ConfigurationStore,
  ConfigurationVersion,
  IntegrationKeyRecord,
  VersionedKind,
} from '#operations/configuration/store.ts';
import { batchGet } from './batchGet.ts';
import type { Table } from './client.ts';
import { succeeds } from './conditionalWrite.ts';
import { refused, transact } from './configurationTransaction.ts';
import { resultOf, writesOf } from './configurationWrites.ts';
import { keys } from './keys.ts';
import { partitionPage } from './partitionPage.ts';

/**
 * Configuration in DynamoDB. Whatever is named by others has them in the set `referrers`, which the same transaction
 * keeps that writes the one that names it: so nothing that is named can be deleted, however close the race.
 */
export function dynamoConfigurationStore(table: Table): ConfigurationStore {
  const { client, name: TableName } = table;

  return {
    get: async (kind, id) => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: keys.configuration(kind, id), ConsistentRead: true }),
      );
      return Item && recordOf(kind, Item);
    },

    getMany: async (kind, ids) => {
      const items = await batchGet(
        table,
        ids.map((id) => keys.configuration(kind, id)),
      );
      return items.map((item) => recordOf(kind, item));
    },

    list: async (kind, limit, cursor) => {
      const { pk } = keys.configuration(kind, '');
      const { items, nextCursor } = await partitionPage(table, pk, limit, cursor);
      return { items: items.map((item) => recordOf(kind, item)), nextCursor };
    },

    write: async (change) => {
      const reasons = await transact(table, writesOf(table, change));
      return reasons ? resultOf(change, reasons.map(refused), reasons[0]?.Item) : { outcome: 'written' };
    },

    noteReachability: async (contactId, { email, phone }, reachability) =>
      await succeeds(
        client.send(
          new UpdateCommand({
            TableName,
            Key: keys.configuration('contact', contactId),
            UpdateExpression: 'SET body.reachability = :reachability',
            ConditionExpression: 'attribute_exists(pk) AND body.email = :email AND body.phone = :phone',
            ExpressionAttributeValues: { ':reachability': reachability, ':email': email, ':phone': phone },
          }),
        ),
      ),

    versions: async (kind, id, limit, cursor) => {
      const { pk } = keys.configurationVersion(kind, id, 0);
      const { items, nextCursor } = await partitionPage(table, pk, limit, cursor, {
        ScanIndexForward: false,
      });
      return { items: items.map((item) => versionOf(item)), nextCursor };
    },

    version: async (kind, id, version) => {
      const Key = keys.configurationVersion(kind, id, version);
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Item && versionOf(Item);
    },

    findIntegrationKey: async (hash) => {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keys.integrationKey(hash) }));
      if (!Item) return undefined;
      const { pk: _pk, sk: _sk, expiresAt: _expiresAt, ...record } = Item;
      return record as IntegrationKeyRecord;
    },
  };
}

function recordOf<Kind extends ConfigurationKind>(
  kind: Kind,
  item: Record<string, unknown>,
): ConfigurationRecord<Kind> {
  const { id, revision, createdAt, updatedAt } = item;
  const body = asReadNow(kind, item.body as Bodies[Kind]);
  return { id, revision, createdAt, updatedAt, body } as ConfigurationRecord<Kind>;
}

function versionOf<Kind extends VersionedKind>(item: Record<string, unknown>): ConfigurationVersion<Kind> {
  const { version, savedAt, savedBy, body } = item;
  return { version, savedAt, savedBy, body } as ConfigurationVersion<Kind>;
}
