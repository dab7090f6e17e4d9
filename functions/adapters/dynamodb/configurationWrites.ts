import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  type ConfigurationChange,
  type ConfigurationKind,
  type IntegrationKeyRecord,
  isVersioned,
  keyOf,
  type Reference,
  type WriteResult,
} from '#operations/configuration/store.ts';
import type { Table } from './client.ts';
import { auditWrite, type Write } from './configurationTransaction.ts';
import { keys } from './keys.ts';

/** The writes of one change, its main one first: they belong in one transaction. */
export function writesOf<Kind extends ConfigurationKind>(
  table: Table,
  change: ConfigurationChange<Kind>,
): Write[] {
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

/**
 * What the refused writes of a change mean.
 *
 * @param refusals for each write of `writesOf`, whether its condition refused it
 * @param item what is there now under the main write's key
 */
export function resultOf<Kind extends ConfigurationKind>(
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
