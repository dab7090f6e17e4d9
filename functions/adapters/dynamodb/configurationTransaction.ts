import { setTimeout as wait } from 'node:timers/promises';
import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { AuditEntry } from '#domain/audit/schema.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Table } from './client.ts';
import { type Key, keys } from './keys.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const MOST_ATTEMPTS = 6;
const FIRST_WAIT_MS = 25;

/**
 * Writes all or nothing. Where another transaction is at work on the same items, it is tried again.
 *
 * @returns undefined when written; else, for each write, why it was refused
 * @throws Refusal `unavailable` where others stay at work on the same items
 */
export async function transact(
  table: Table,
  writes: Write[],
): Promise<(CancellationReason | undefined)[] | undefined> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: writes }));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      if (reasons.some((reason) => reason.Code === 'ConditionalCheckFailed')) return reasons;
      if (!reasons.some((reason) => reason.Code === 'TransactionConflict')) throw error;
      await wait(FIRST_WAIT_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
  throw new Refusal('unavailable', 'Others are changing the same configuration. Try again in a moment.');
}

/** Whether a write's own condition refused it. */
export const refused = (reason: CancellationReason | undefined): boolean =>
  reason?.Code === 'ConditionalCheckFailed';

/** The write of an audit entry, for the transaction of the change that it tells of. */
export const auditWrite = (table: Table, entry: AuditEntry): Write => ({
  Put: { TableName: table.name, Item: { ...keys.audit(entry.at.slice(0, 7), entry.id), ...entry } },
});

/** A condition of a transaction: that there is an item with a key. */
export const mustExist = (table: Table, key: Key): Write => ({
  ConditionCheck: { TableName: table.name, Key: { ...key }, ConditionExpression: 'attribute_exists(pk)' },
});
