import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { RejectedPayload } from '#domain/integration/schema.ts';
import type { RejectedPayloads } from '#operations/intake/ports.ts';
import type { RejectedPayloadLog } from '#operations/integrations/rejectedPayloadLog.ts';
import type { Table } from './client.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { keys } from './keys.ts';

const KEPT_SECONDS = 30 * 24 * 3600;

/** The payloads that could not be read, in DynamoDB; its TTL forgets them. */
export function dynamoRejectedPayloads({
  client,
  name: TableName,
}: Table): RejectedPayloads & RejectedPayloadLog {
  return {
    keep: async (rejected) => {
      const expiresAt = Math.floor(Date.parse(rejected.at) / 1000) + KEPT_SECONDS;
      await client.send(
        new PutCommand({
          TableName,
          Item: { ...keys.rejectedPayload(rejected.at, rejected.id), ...rejected, expiresAt },
        }),
      );
    },
    list: async (limit, cursor) => {
      const { pk } = keys.rejectedPayload('', '');
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ScanIndexForward: false,
          Limit: limit,
          ExclusiveStartKey: fromCursor(cursor, { pk, sk: undefined }),
        }),
      );
      const items = Items.map(
        ({ pk: _pk, sk: _sk, expiresAt: _expiresAt, ...rejected }) => rejected as RejectedPayload,
      );
      return { items, nextCursor: toCursor(LastEvaluatedKey) };
    },
  };
}
