import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditEntry } from '#domain/audit/schema.ts';
import type { AuditLog } from '#operations/audit/log.ts';
import type { Clock } from '#operations/ports.ts';
import { foreignCursor } from '../foreignCursor.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';

/** Muster's first month: nobody has changed anything before. */
const FIRST_MONTH = '2026-01';
const CURSOR = /^(\d{4}-\d{2})\.(aud_[0-9A-Z]{26})?$/;

/** The audit log in DynamoDB, a partition for each month. */
export function dynamoAuditLog({ client, name: TableName }: Table, clock: Clock): AuditLog {
  return {
    list: async (limit, cursor) => {
      const thisMonth = monthOf(clock.now());
      const start =
        cursor === undefined ? { month: thisMonth, id: undefined } : readCursor(cursor, thisMonth);
      const items: AuditEntry[] = [];
      let after = start.id;
      for (let { month } = start; month >= FIRST_MONTH; month = monthBefore(month)) {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': keys.audit(month, '').pk },
            ScanIndexForward: false,
            Limit: limit - items.length,
            ConsistentRead: true,
            ExclusiveStartKey: after === undefined ? undefined : keys.audit(month, after),
          }),
        );
        items.push(...Items.map(({ pk: _pk, sk: _sk, ...entry }) => entry as AuditEntry));
        if (items.length === limit) {
          return { items, nextCursor: nextCursor(month, LastEvaluatedKey && items.at(-1)?.id) };
        }
        after = undefined;
      }
      return { items, nextCursor: null };
    },
  };
}

const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return monthOf(new Date(Date.UTC(year, number - 2, 1)));
}

/** After the last entry of a month the list goes on with the month before. */
function nextCursor(month: string, lastId: string | undefined): string | null {
  if (lastId !== undefined) return `${month}.${lastId}`;
  const before = monthBefore(month);
  return before < FIRST_MONTH ? null : `${before}.`;
}

function readCursor(cursor: string, thisMonth: string): { month: string; id: string | undefined } {
  const [, month, id] = CURSOR.exec(cursor) ?? [];
  const number = Number(month?.slice(5));
  if (month === undefined || number < 1 || number > 12 || month > thisMonth) {
    throw foreignCursor();
  }
  return { month, id };
}
