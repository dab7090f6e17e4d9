import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Alert } from '#domain/alert/schema.ts';
import type { Notification } from '#domain/notification/schema.ts';
import type { StepProgress } from '#domain/runbook/schema.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import type { IncidentStore, OpenIncident } from '#operations/incident/store.ts';
import type { Ids, Page } from '#operations/ports.ts';
import type { Table } from './client.ts';
import { dedupClaims } from './dedupClaims.ts';
import { pointerUpdates } from './dedupPointer.ts';
import { fromItem, OPEN_INDEX, OPEN_PARTITION } from './incidentItem.ts';
import { listIncidents } from './incidentList.ts';
import { incidentWrites, type Write } from './incidentWrites.ts';
import { type Key, keys } from './keys.ts';
import { PATIENCE, pause } from './otherWriters.ts';
import { partitionPage } from './partitionPage.ts';
import { beginningWith, queryAll } from './queryAll.ts';

/** The incidents in DynamoDB. */
export function dynamoIncidentStore(table: Table, ids: Ids): IncidentStore {
  const { client, name: TableName } = table;
  const { openingWrites, changeWrites } = incidentWrites(TableName, ids);

  async function getItem(key: Key): Promise<Record<string, unknown> | undefined> {
    const { Item } = await client.send(new GetCommand({ TableName, Key: key, ConsistentRead: true }));
    return Item;
  }

  async function partOf<Item>(
    incidentId: string,
    prefix: string,
    limit: number,
    cursor: string | undefined,
  ): Promise<Page<Item>> {
    const { pk, sk } = keys.partOfIncident(incidentId, prefix);
    const { items, nextCursor } = await partitionPage(table, pk, limit, cursor, beginningWith({ pk, sk }));
    return { items: items.map(({ pk: _pk, sk: _sk, ...item }) => item as Item), nextCursor };
  }

  return {
    ...dedupClaims(table),

    async nextNumber() {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName,
          Key: keys.numberCounter,
          UpdateExpression: 'ADD lastNumber :one',
          ExpressionAttributeValues: { ':one': 1 },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return Number(Attributes?.lastNumber);
    },

    async create(opened, alerts) {
      const { record } = opened;
      const writes: Write[] = [
        ...openingWrites(opened, alerts),
        {
          Update: {
            TableName,
            Key: keys.dedup(record.serviceId, record.dedupKey),
            UpdateExpression: 'SET opened = :true, phase = :open',
            ConditionExpression: 'incidentId = :own',
            ExpressionAttributeValues: { ':true': true, ':open': 'open', ':own': record.id },
          },
        },
      ];
      for (let attempt = 1; attempt <= PATIENCE; attempt += 1) {
        const result = await transact(table, writes);
        if (result === 'written') return 'created';
        if (result.includes('ConditionalCheckFailed')) return 'exists';
        // Somebody else was writing one of the items, a duplicate its claim for example: nothing is decided yet.
        await pause(attempt);
      }
      throw new Error('The table was too busy with this dedup key to open its incident. Try again.');
    },

    async get(incidentId) {
      const item = await getItem(keys.incident(incidentId));
      return item ? fromItem(item) : undefined;
    },

    async findByNumber(number) {
      const item = await getItem(keys.number(number));
      return item?.incidentId as string | undefined;
    },

    async commit(...changes) {
      const writes = changes.flatMap(changeWrites);
      const pointers = changes
        .flatMap(pointerUpdates)
        .map((update): Write => ({ Update: { TableName, ...update } }));
      const result = await transact(table, [...writes, ...pointers]);
      if (result === 'written') return 'committed';
      const onlyPointersFailed =
        writes.every((_, index) => result[index] === 'None') && !result.includes('TransactionConflict');
      if (!onlyPointersFailed) return 'conflict';
      // A pointer that leads elsewhere is not this incident's any more, and must not keep it from moving.
      const own = pointers.filter((_, index) => result[writes.length + index] === 'None');
      return (await transact(table, [...writes, ...own])) === 'written' ? 'committed' : 'conflict';
    },

    list: (filter, limit, cursor) => listIncidents(table, filter, limit, cursor),
    timeline: (incidentId, limit, cursor) => partOf<TimelineEvent>(incidentId, 'EVT#', limit, cursor),
    notifications: (incidentId, limit, cursor) => partOf<Notification>(incidentId, 'NTF#', limit, cursor),
    alerts: (incidentId, limit, cursor) => partOf<Alert>(incidentId, 'ALERT#', limit, cursor),

    async steps(incidentId) {
      const steps: StepProgress[] = [];
      const rows = queryAll(table, beginningWith(keys.step(incidentId, '')));
      for await (const { pk: _pk, sk: _sk, ...step } of rows) steps.push(step as unknown as StepProgress);
      return steps;
    },

    async pendingNotifications(incidentId) {
      const pending: Notification[] = [];
      const rows = queryAll(table, beginningWith(keys.partOfIncident(incidentId, 'NTF#')));
      for await (const { pk: _pk, sk: _sk, ...row } of rows) {
        if (row.state === 'pending') pending.push(row as unknown as Notification);
      }
      return pending;
    },

    async *listOpen() {
      const items = queryAll(table, {
        IndexName: OPEN_INDEX,
        KeyConditionExpression: 'openPk = :open',
        ExpressionAttributeValues: { ':open': OPEN_PARTITION },
      });
      for await (const item of items) {
        const { id, epoch, epochStartedAt, status, nextAt, pageTimes, stepTimers } = fromItem(item);
        const open: OpenIncident = { id, epoch, epochStartedAt, status, nextAt, pageTimes, stepTimers };
        yield open;
      }
    },
  };
}

/**
 * Writes all or nothing. Whoever decided on what is not there any more decides again, so nothing is repeated here.
 *
 * @returns `written`, or for each write the code of why it was refused
 */
async function transact({ client }: Table, TransactItems: Write[]): Promise<'written' | string[]> {
  try {
    await client.send(new TransactWriteCommand({ TransactItems }));
    return 'written';
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
    const lost = reasons.some(
      (reason) => reason === 'ConditionalCheckFailed' || reason === 'TransactionConflict',
    );
    if (!lost) throw error;
    return reasons;
  }
}
