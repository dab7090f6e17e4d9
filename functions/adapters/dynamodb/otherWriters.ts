import { setTimeout as wait } from 'node:timers/promises';
import { TransactionConflictException } from '@aws-sdk/client-dynamodb';

/** How often a write gives way to others that write the same item at the same moment. */
export const PATIENCE = 8;

/** A wait that grows and differs from writer to writer, so that they do not meet again. */
export async function pause(attempt: number): Promise<void> {
  await wait(attempt * 10 * (1 + Math.random()));
}

/**
 * Repeats a write of a single item while a transaction holds that item. The SDK does not (DynamoDB developer
 * guide, "Transaction conflict handling in DynamoDB").
 */
export async function pastOtherWriters<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof TransactionConflictException) || attempt === PATIENCE) throw error;
      await pause(attempt);
    }
  }
}
