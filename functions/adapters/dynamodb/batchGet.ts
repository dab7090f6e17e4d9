import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './client.ts';
import type { Key } from './keys.ts';

/** DynamoDB's own limit of one BatchGetItem. */
const BATCH = 100;

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
