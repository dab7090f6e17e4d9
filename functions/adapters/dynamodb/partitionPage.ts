import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Page } from '#operations/ports.ts';
import type { Table } from './client.ts';
import { fromCursor, toCursor } from './cursor.ts';

/**
 * Reads a page of the items of one partition, in the order of their sort keys.
 *
 * @param cursor of the page before; undefined: the first page
 * @param query what differs from that
 * @throws Refusal `validation-failed` for a cursor of another list
 */
export async function partitionPage(
  { client, name: TableName }: Table,
  pk: string,
  limit: number,
  cursor: string | undefined,
  query: Pick<
    QueryCommandInput,
    'ScanIndexForward' | 'ConsistentRead' | 'KeyConditionExpression' | 'ExpressionAttributeValues'
  > = {},
): Promise<Page<Record<string, unknown>>> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      Limit: limit,
      ConsistentRead: true,
      ExclusiveStartKey: fromCursor(cursor, { pk, sk: undefined }),
      ...query,
    }),
  );
  return { items: Items, nextCursor: toCursor(LastEvaluatedKey) };
}
