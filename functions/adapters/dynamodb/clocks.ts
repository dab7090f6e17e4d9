import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ClockStore, WaitingClock } from '#operations/incident/store.ts';
import type { Table } from './client.ts';
import { succeeds } from './conditionalWrite.ts';
import { keys } from './keys.ts';

/** The task tokens in DynamoDB, apart from the incidents because a token is longer than an incident. */
export function dynamoClockStore(table: Table): ClockStore {
  return {
    async put(incidentId, clock) {
      return await succeeds(
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: { ...keys.clock(incidentId), ...clock },
            ConditionExpression: 'attribute_not_exists(pk) OR epoch <= :epoch',
            ExpressionAttributeValues: { ':epoch': clock.epoch },
          }),
        ),
      );
    },

    async get(incidentId) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: keys.clock(incidentId), ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const { pk: _pk, sk: _sk, ...clock } = Item;
      return clock as WaitingClock;
    },
  };
}
