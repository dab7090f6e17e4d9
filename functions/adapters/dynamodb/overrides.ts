import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Override } from '#domain/schedule/schema.ts';
import type { Reference } from '#operations/configuration/store.ts';
import type { OverrideStore } from '#operations/schedule/store.ts';
import type { Table } from './client.ts';
import { auditWrite, mustExist, refused, transact } from './configurationTransaction.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { keys } from './keys.ts';
import { queryAll } from './queryAll.ts';

/** No instant that the API takes sorts after it. */
const END_OF_TIME = '9999';

/**
 * The overrides of schedules in DynamoDB. Each lies under the instant at which it ends, so that those that are not
 * over are one query, however many there have been.
 */
export function dynamoOverrideStore(table: Table): OverrideStore {
  const { client, name: TableName } = table;

  /** The query for what ends after an instant. */
  const endingAfter = (scheduleId: string, at: string): QueryCommandInput => ({
    TableName,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':pk': keys.override(scheduleId, '', '').pk,
      // Whatever ends at the very instant is over by then.
      ':from': keys.override(scheduleId, at, '~').sk,
      ':to': keys.override(scheduleId, END_OF_TIME, '').sk,
    },
    ConsistentRead: true,
  });

  const all = async (query: QueryCommandInput): Promise<Override[]> => {
    const found: Override[] = [];
    for await (const item of queryAll(table, query)) found.push(overrideOf(item));
    return found;
  };

  const get = async (scheduleId: string, overrideId: string): Promise<Override | undefined> => {
    const query = endingAfter(scheduleId, '');
    const [found] = await all({
      ...query,
      FilterExpression: 'id = :id',
      ExpressionAttributeValues: { ...query.ExpressionAttributeValues, ':id': overrideId },
    });
    return found;
  };

  return {
    get,

    add: async (scheduleId, override, audit) => {
      const named: Reference[] = [
        { kind: 'schedule', id: scheduleId },
        { kind: 'contact', id: override.contactId },
        ...(override.replaces ? [{ kind: 'contact' as const, id: override.replaces }] : []),
      ];
      const reasons = await transact(table, [
        {
          Put: {
            TableName,
            Item: { ...keys.override(scheduleId, override.to, override.id), ...override },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        ...named.map(({ kind, id }) => mustExist(table, keys.configuration(kind, id))),
        auditWrite(table, audit),
      ]);
      if (!reasons) return { outcome: 'written' };
      const [exists, ...missing] = reasons.map(refused);
      const earlier = exists ? await get(scheduleId, override.id) : undefined;
      if (earlier) return { outcome: 'exists', override: earlier };
      const reference = named[missing.indexOf(true)];
      if (!reference) throw new Error(`Override ${override.id} was taken away while it was being written.`);
      return { outcome: 'missing', reference };
    },

    list: async (scheduleId, { from, to = END_OF_TIME }, limit, cursor) => {
      const query = endingAfter(scheduleId, from);
      const items: Override[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined = fromCursor(cursor, {
        pk: keys.override(scheduleId, '', '').pk,
        sk: undefined,
      });
      do {
        const page = await client.send(
          new QueryCommand({
            ...query,
            FilterExpression: '#from < :before',
            ExpressionAttributeNames: { '#from': 'from' },
            ExpressionAttributeValues: { ...query.ExpressionAttributeValues, ':before': to },
            Limit: limit - items.length,
            ExclusiveStartKey,
          }),
        );
        items.push(...(page.Items ?? []).map(overrideOf));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey && items.length < limit);
      return { items, nextCursor: toCursor(ExclusiveStartKey) };
    },

    endingAfter: async (scheduleId, at) => {
      const found = await all(endingAfter(scheduleId, at.toISOString()));
      return found.sort((one, other) => (one.id < other.id ? -1 : 1));
    },

    remove: async (scheduleId, override, audit) => {
      const reasons = await transact(table, [
        {
          Delete: {
            TableName,
            Key: keys.override(scheduleId, override.to, override.id),
            ConditionExpression: 'attribute_exists(pk)',
          },
        },
        auditWrite(table, audit),
      ]);
      return reasons === undefined;
    },
  };
}

function overrideOf({ pk: _pk, sk: _sk, ...override }: Record<string, unknown>): Override {
  return override as Override;
}
