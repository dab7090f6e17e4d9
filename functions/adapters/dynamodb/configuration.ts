import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { asReadNow } from '#operations/configuration/earlierBodies.ts';
import {
  type Bodies,
  type ConfigurationChange,
  type ConfigurationKind,
  type ConfigurationRecord,
  type ConfigurationStore,
  type ConfigurationVersion,
  type IntegrationKeyRecord,
  isVersioned,
  keyOf,
  type Reference,
  type VersionedKind,
  type WriteResult,
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
      return { items: Items.map((item) => recordOf(kind, item)), nextCursor: toCursor(LastEvaluatedKey) };
    },

    write: async (change) => {
      const reasons = await transact(table, writesOf(table, change));
      return reasons ? resultOf(change, reasons.map(refused), reasons[0]?.Item) : { outcome: 'written' };
    },

    versions: async (kind, id, limit, cursor) => {
      const { pk } = keys.configurationVersion(kind, id, 0);
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          Limit: limit,
          ConsistentRead: true,
          ScanIndexForward: false,
          ExclusiveStartKey: fromCursor(cursor, { pk, sk: undefined }),
        }),
      );
      return { items: Items.map((item) => versionOf(item)), nextCursor: toCursor(LastEvaluatedKey) };
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

/** The items of some keys, as far as they exist, in no order. */
export async function batchGet(table: Table, wanted: Key[]): Promise<Record<string, unknown>[]> {
  const batches = Array.from({ length: Math.ceil(wanted.length / BATCH) }, (_, index) =>
    wanted.slice(index * BATCH, (index + 1) * BATCH),
  );
  const items = await Promise.all(batches.map((batch) => oneBatch(table, batch)));
  return items.flat();
}

async function oneBatch({ client, name }: Table, wanted: Key[]): Promise<Record<string, unknown>[]> {
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
    ...keyWrites(TableName, change),
    ...integrationKeys.set.map((record): Write => ({ Put: { TableName, Item: keyItem(record) } })),
    ...integrationKeys.removed.map(
      (hash): Write => ({ Delete: { TableName, Key: keys.integrationKey(hash) } }),
    ),
    ...versionWrites(TableName, change),
    auditWrite(table, audit),
  ];
}

/** A key belongs to one thing of its kind; giving it to the same one again is no change. */
function keyWrites<Kind extends ConfigurationKind>(
  TableName: string,
  { kind, before, after }: ConfigurationChange<Kind>,
): Write[] {
  const [old, now] = [keyOf(before?.body), keyOf(after?.body)];
  if (old === now) return [];
  const writes: Write[] = [];
  if (now !== null) {
    writes.push({
      Put: {
        TableName,
        Item: { ...keys.configurationKey(kind, now), id: after?.id },
        ConditionExpression: 'attribute_not_exists(pk) OR id = :own',
        ExpressionAttributeValues: { ':own': after?.id },
      },
    });
  }
  if (old !== null) writes.push({ Delete: { TableName, Key: keys.configurationKey(kind, old) } });
  return writes;
}

function versionWrites<Kind extends ConfigurationKind>(
  TableName: string,
  { kind, after, audit }: ConfigurationChange<Kind>,
): Write[] {
  if (!after || !isVersioned(kind)) return [];
  const Item = {
    ...keys.configurationVersion(kind, after.id, after.revision),
    version: after.revision,
    savedAt: after.updatedAt,
    savedBy: audit.actor,
    body: after.body,
  };
  return [{ Put: { TableName, Item } }];
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
  { before, after, gained, lost }: ConfigurationChange<Kind>,
  [main, ...others]: boolean[],
  item: Record<string, AttributeValue> | undefined,
): WriteResult {
  if (main) {
    if (!before) return { outcome: 'exists' };
    const by = item?.referrers?.SS ?? [];
    return !after && by.length > 0 ? { outcome: 'in-use', by: by.map(referenceOf) } : { outcome: 'conflict' };
  }
  const position = others.indexOf(true);
  const reference = gained[position];
  if (reference) return { outcome: 'missing', reference };
  // The writes of the references that are gained and lost stand before the one of the key.
  return position === gained.length + lost.length && keyOf(after?.body) !== keyOf(before?.body)
    ? { outcome: 'key-taken' }
    : { outcome: 'conflict' };
}

function referenceOf(spelled: string): Reference {
  const [kind = '', id = ''] = spelled.split(':');
  return { kind: kind as ConfigurationKind, id };
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
