import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { IncidentStore } from '#operations/incident/store.ts';
import type { Table } from './client.ts';
import { succeeds } from './conditionalWrite.ts';
import { type DedupPointer, RELEASE } from './dedupPointer.ts';
import { keys } from './keys.ts';
import { pastOtherWriters } from './otherWriters.ts';

/** Who has a dedup key, in DynamoDB: one item a key, on which the first claim counts (decision 2). */
export function dedupClaims({
  client,
  name: TableName,
}: Table): Pick<IncidentStore, 'claim' | 'release' | 'findOpen' | 'lastTriggered'> {
  async function pointerOf(serviceId: string, dedupKey: string): Promise<DedupPointer | undefined> {
    const Key = keys.dedup(serviceId, dedupKey);
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return Item as DedupPointer | undefined;
  }

  return {
    async claim({ serviceId, dedupKey, incidentId, joined, triggeredAt }) {
      const { Attributes } = await pastOtherWriters(() =>
        client.send(
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
      await succeeds(
        pastOtherWriters(() =>
          client.send(
            new UpdateCommand({
              TableName,
              Key: keys.dedup(serviceId, dedupKey),
              UpdateExpression: RELEASE,
              ConditionExpression: 'incidentId = :own AND attribute_not_exists(opened)',
              ExpressionAttributeValues: { ':own': incidentId },
            }),
          ),
        ),
      );
    },

    async findOpen(serviceId, dedupKey) {
      const pointer = await pointerOf(serviceId, dedupKey);
      if (!pointer?.opened || !pointer.incidentId) return undefined;
      return { incidentId: pointer.incidentId, triggeredAt: pointer.triggeredAt };
    },

    async lastTriggered(serviceId, dedupKey) {
      const pointer = await pointerOf(serviceId, dedupKey);
      return pointer?.triggeredAt;
    },
  };
}
