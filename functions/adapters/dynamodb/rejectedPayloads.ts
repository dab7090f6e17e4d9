import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { RejectedPayload } from '#domain/integration/schema.ts';
import type { RejectedPayloads } from '#operations/intake/ports.ts';
import type { RejectedPayloadLog } from '#operations/integrations/rejectedPayloadLog.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { partitionPage } from './partitionPage.ts';

const KEPT_SECONDS = 30 * 24 * 3600;

/** The payloads that could not be read, in DynamoDB; its TTL forgets them. */
export function dynamoRejectedPayloads(table: Table): RejectedPayloads & RejectedPayloadLog {
  const { client, name: TableName } = table;
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
      const page = await partitionPage(table, pk, limit, cursor, {
        ScanIndexForward: false,
        ConsistentRead: false,
      });
      const items = page.items.map(
        ({ pk: _pk, sk: _sk, expiresAt: _expiresAt, ...rejected }) => rejected as unknown as RejectedPayload,
      );
      return { items, nextCursor: page.nextCursor };
    },
  };
}
