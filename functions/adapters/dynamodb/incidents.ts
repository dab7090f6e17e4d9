import { setTimeout as wait } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Alert } from '#domain/alert/schema.ts';
import type { Change, EventDraft } from '#domain/incident/change.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Notification } from '#domain/notification/schema.ts';
import type { StepProgress } from '#domain/runbook/schema.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import type { IncidentStore, OpenIncident } from '#operations/incident/store.ts';
import type { Ids, Page } from '#operations/ports.ts';
import type { Table } from './client.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { type DedupPointer, pointerUpdates, RELEASE } from './dedupPointer.ts';
import { fromItem, OPEN_INDEX, OPEN_PARTITION, toItem } from './incidentItem.ts';
import { listIncidents } from './incidentList.ts';
import { type Key, keys } from './keys.ts';

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** How often a write gives way to others that write the same item at the same moment. */
const PATIENCE = 8;

/** The incidents in DynamoDB. */
export function dynamoIncidentStore(table: Table, ids: Ids): IncidentStore {
  const send = table.client.send.bind(table.client) as typeof table.client.send;
  const TableName = table.name;

  async function getItem(key: Key): Promise<Record<string, unknown> | undefined> {
    const { Item } = await send(new GetCommand({ TableName, Key: key, ConsistentRead: true }));
    return Item;
  }

  const put = <Item extends Key>(item: Item, condition?: Partial<Write['Put']>): Write => ({
    Put: { TableName, Item: item, ...condition },
  });

  const eventWrites = (record: IncidentRecord, at: string, events: EventDraft[]): Write[] =>
    events.map((draft, index) => {
      const event: TimelineEvent = {
        id: ids.next('evt'),
        incidentId: record.id,
        revision: record.revision,
        at,
        ...draft,
      };
      return put({ ...keys.event(record.id, record.revision, index), ...event });
    });

  const alertWrites = (record: IncidentRecord, alerts: Alert[]): Write[] =>
    alerts.map((alert) => put({ ...keys.alert(record.id, alert.at, alert.id), ...alert }));

  const stepWrites = (record: IncidentRecord, steps: StepProgress[]): Write[] =>
    steps.map((step) => put({ ...keys.step(record.id, step.key), ...step }));

  function changeWrites(change: Change): Write[] {
    const { before, after, at, events, notifications, alerts, steps } = change;
    return [
      put(toItem(after), {
        ConditionExpression: 'revision = :read',
        ExpressionAttributeValues: { ':read': before.revision },
      }),
      ...eventWrites(after, at, events),
      ...notifications.map((row) =>
        put({
          ...keys.notification(after.id, row),
          ...row,
        }),
      ),
      ...alertWrites(after, alerts),
      ...stepWrites(after, steps),
    ];
  }

  async function transact(TransactItems: Write[]): Promise<'written' | string[]> {
    try {
      await send(new TransactWriteCommand({ TransactItems }));
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

  async function* queryAll(
    input: Omit<QueryCommandInput, 'TableName'>,
  ): AsyncGenerator<Record<string, unknown>> {
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await send(new QueryCommand({ TableName, ...input, ExclusiveStartKey }));
      yield* page.Items ?? [];
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
  }

  async function partOf<Item>(
    incidentId: string,
    prefix: string,
    limit: number,
    cursor: string | undefined,
  ): Promise<Page<Item>> {
    const pk = keys.incident(incidentId).pk;
    const start = fromCursor(cursor, { pk, sk: undefined });
    const page = await send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
        Limit: limit,
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    const items = (page.Items ?? []).map(({ pk: _pk, sk: _sk, ...item }) => item as Item);
    return { items, nextCursor: toCursor(page.LastEvaluatedKey) };
  }

  return {
    async claim({ serviceId, dedupKey, incidentId, joined, triggeredAt }) {
      const { Attributes } = await pastOtherWriters(() =>
        send(
          new UpdateCommand({
            TableName,
            Key: keys.dedup(serviceId, dedupKey),
            UpdateExpression:
              'SET incidentId = if_not_exists(incidentId, :mine), alertCount = if_not_exists(alertCount, :none) + :count, ' +
              'alerts = :alerts, triggeredAt = :at, serviceId = :serviceId, dedupKey = :dedupKey',
            ExpressionAttributeValues: {
              ':mine': incidentId,
              ':none': 0,
              ':count': joined.count,
              ':alerts': joined.signals,
              ':at': triggeredAt,
              ':serviceId': serviceId,
              ':dedupKey': dedupKey,
            },
            ReturnValues: 'ALL_NEW',
          }),
        ),
      );
      const pointer = Attributes as DedupPointer;
      return {
        incidentId: pointer.incidentId ?? incidentId,
        opened: pointer.opened ?? false,
        phase: pointer.phase ?? 'open',
        alertCount: pointer.alertCount ?? joined.count,
        predecessorId: pointer.predecessorId ?? null,
      };
    },

    async release(serviceId, dedupKey, incidentId) {
      try {
        await pastOtherWriters(() =>
          send(
            new UpdateCommand({
              TableName,
              Key: keys.dedup(serviceId, dedupKey),
              UpdateExpression: RELEASE,
              ConditionExpression: 'incidentId = :own AND attribute_not_exists(opened)',
              ExpressionAttributeValues: { ':own': incidentId },
            }),
          ),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },

    async findOpen(serviceId, dedupKey) {
      const pointer = (await getItem(keys.dedup(serviceId, dedupKey))) as DedupPointer | undefined;
      if (!pointer?.opened || !pointer.incidentId) return undefined;
      return { incidentId: pointer.incidentId, triggeredAt: pointer.triggeredAt };
    },

    async lastTriggered(serviceId, dedupKey) {
      const pointer = (await getItem(keys.dedup(serviceId, dedupKey))) as DedupPointer | undefined;
      return pointer?.triggeredAt;
    },

    async nextNumber() {
      const { Attributes } = await send(
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

    async create({ record, events, steps }, alerts) {
      const absent = { ConditionExpression: 'attribute_not_exists(pk)' };
      const writes: Write[] = [
        put(toItem(record), absent),
        put({ ...keys.number(record.number), incidentId: record.id }, absent),
        ...eventWrites(record, record.openedAt, events),
        ...alertWrites(record, alerts),
        ...stepWrites(record, steps),
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
        const result = await transact(writes);
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
      const result = await transact([...writes, ...pointers]);
      if (result === 'written') return 'committed';
      const onlyPointersFailed =
        writes.every((_, index) => result[index] === 'None') && !result.includes('TransactionConflict');
      if (!onlyPointersFailed) return 'conflict';
      // A pointer that leads elsewhere is not this incident's any more, and must not keep it from moving.
      const own = pointers.filter((_, index) => result[writes.length + index] === 'None');
      return (await transact([...writes, ...own])) === 'written' ? 'committed' : 'conflict';
    },

    list: (filter, limit, cursor) => listIncidents(table, filter, limit, cursor),
    timeline: (incidentId, limit, cursor) => partOf<TimelineEvent>(incidentId, 'EVT#', limit, cursor),
    notifications: (incidentId, limit, cursor) => partOf<Notification>(incidentId, 'NTF#', limit, cursor),
    alerts: (incidentId, limit, cursor) => partOf<Alert>(incidentId, 'ALERT#', limit, cursor),

    async steps(incidentId) {
      const steps: StepProgress[] = [];
      const rows = queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': keys.incident(incidentId).pk, ':prefix': 'STEP#' },
        ConsistentRead: true,
      });
      for await (const { pk: _pk, sk: _sk, ...step } of rows) steps.push(step as unknown as StepProgress);
      return steps;
    },

    async pendingNotifications(incidentId) {
      const pending: Notification[] = [];
      const rows = queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': keys.incident(incidentId).pk, ':prefix': 'NTF#' },
        ConsistentRead: true,
      });
      for await (const { pk: _pk, sk: _sk, ...row } of rows) {
        if (row.state === 'pending') pending.push(row as unknown as Notification);
      }
      return pending;
    },

    async *listOpen() {
      const items = queryAll({
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

/** A wait that grows and differs from writer to writer, so that they do not meet again. */
async function pause(attempt: number): Promise<void> {
  await wait(attempt * 10 * (1 + Math.random()));
}

/**
 * Repeats a write of a single item while a transaction holds that item. The SDK does not (DynamoDB developer
 * guide, "Transaction conflict handling in DynamoDB").
 */
async function pastOtherWriters<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof TransactionConflictException) || attempt === PATIENCE) throw error;
      await pause(attempt);
    }
  }
}
