import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type {
  ConfigurationChange,
  ConfigurationKind,
  ConfigurationRecord,
  ConfigurationStore,
  IntegrationKeyRecord,
  Reference,
  WriteResult,
} from '#operations/configuration/store.ts';
import type { Table } from './client.ts';
import { auditWrite, refused, transact, type Write } from './configurationTransaction.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { type Key, keys } from './keys.ts';

/** DynamoDB's own limit of one BatchGetItem. */
const BATCH = 100;

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
      return Item && recordOf(Item);
    },

    getMany: async (kind, ids) => {
      const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, index) =>
        ids.slice(index * BATCH, (index + 1) * BATCH),
      );
      const items = await Promise.all(
        batches.map((batch) =>
          batchGet(
            table,
            batch.map((id) => keys.configuration(kind, id)),
          ),
        ),
      );
      return items.flat().map((item) => recordOf(item));
    },

    list: async (kind, limit, cursor) => {
      const { pk } = keys.configuration(kind, '');
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          Limit: limit,
          ConsistentRead: true,
          ExclusiveStartKey: fromCursor(cursor, { pk, sk: undefined }),
        }),
      );
      return { items: Items.map((item) => recordOf(item)), nextCursor: toCursor(LastEvaluatedKey) };
    },

    write: async (change) => {
      const reasons = await transact(table, writesOf(table, change));
      return reasons ? resultOf(change, reasons.map(refused), reasons[0]?.Item) : { outcome: 'written' };
    },

    findIntegrationKey: async (hash) => {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keys.integrationKey(hash) }));
      if (!Item) return undefined;
      const { pk: _pk, sk: _sk, expiresAt: _expiresAt, ...record } = Item;
      return record as IntegrationKeyRecord;
    },
  };
}

/** The items of some keys, as far as they exist. */
export async function batchGet({ client, name }: Table, wanted: Key[]): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let Keys: Record<string, unknown>[] = wanted.map((key) => ({ ...key }));
  while (Keys.length > 0) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [name]: { Keys, ConsistentRead: true } } }),
    );
    items.push(...(Responses?.[name] ?? []));
    Keys = UnprocessedKeys?.[name]?.Keys ?? [];
  }
  return items;
}

function writesOf<Kind extends ConfigurationKind>(table: Table, change: ConfigurationChange<Kind>): Write[] {
  const { gained, lost, audit, keys: integrationKeys = { set: [], removed: [] } } = change;
  const TableName = table.name;
  return [
    mainWrite(TableName, change),
    ...gained.map((reference) => referrerWrite(TableName, change, 'ADD', reference)),
    ...lost.map((reference) => referrerWrite(TableName, change, 'DELETE', reference)),
    ...integrationKeys.set.map((record): Write => ({ Put: { TableName, Item: keyItem(record) } })),
    ...integrationKeys.removed.map(
      (hash): Write => ({ Delete: { TableName, Key: keys.integrationKey(hash) } }),
    ),
    auditWrite(table, audit),
  ];
}

function mainWrite<Kind extends ConfigurationKind>(
  TableName: string,
  { kind, before, after }: ConfigurationChange<Kind>,
): Write {
  if (!before) {
    if (!after) throw new Error('A change of configuration has nothing before and nothing after.');
    return {
      Put: {
        TableName,
        Item: { ...keys.configuration(kind, after.id), ...after },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
  }
  const Key = keys.configuration(kind, before.id);
  if (!after) {
    return {
      Delete: {
        TableName,
        Key,
        ConditionExpression: 'revision = :read AND attribute_not_exists(referrers)',
        ExpressionAttributeValues: { ':read': before.revision },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    };
  }
  return {
    Update: {
      TableName,
      Key,
      UpdateExpression: 'SET body = :body, revision = :revision, updatedAt = :at',
      ConditionExpression: 'revision = :read',
      ExpressionAttributeValues: {
        ':body': after.body,
        ':revision': after.revision,
        ':at': after.updatedAt,
        ':read': before.revision,
      },
    },
  };
}

function referrerWrite<Kind extends ConfigurationKind>(
  TableName: string,
  { kind, before, after }: ConfigurationChange<Kind>,
  verb: 'ADD' | 'DELETE',
  reference: Reference,
): Write {
  return {
    Update: {
      TableName,
      Key: keys.configuration(reference.kind, reference.id),
      UpdateExpression: `${verb} referrers :referrer`,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':referrer': new Set([`${kind}:${(after ?? before)?.id}`]) },
    },
  };
}

function keyItem(record: IntegrationKeyRecord): Record<string, unknown> {
  const expiry =
    record.validUntil === null ? {} : { expiresAt: Math.ceil(Date.parse(record.validUntil) / 1000) };
  return { ...keys.integrationKey(record.hash), ...record, ...expiry };
}

/** What the refused writes of a change mean. */
function resultOf<Kind extends ConfigurationKind>(
  { before, after, gained }: ConfigurationChange<Kind>,
  [main, ...others]: boolean[],
  item: Record<string, AttributeValue> | undefined,
): WriteResult {
  if (main) {
    if (!before) return { outcome: 'exists' };
    const by = item?.referrers?.SS ?? [];
    return !after && by.length > 0 ? { outcome: 'in-use', by: by.map(referenceOf) } : { outcome: 'conflict' };
  }
  const reference = gained[others.indexOf(true)];
  return reference ? { outcome: 'missing', reference } : { outcome: 'conflict' };
}

function referenceOf(spelled: string): Reference {
  const [kind = '', id = ''] = spelled.split(':');
  return { kind: kind as ConfigurationKind, id };
}

function recordOf<Kind extends ConfigurationKind>(item: Record<string, unknown>): ConfigurationRecord<Kind> {
  const { id, revision, createdAt, updatedAt, body } = item;
  return { id, revision, createdAt, updatedAt, body } as ConfigurationRecord<Kind>;
}
