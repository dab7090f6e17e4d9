import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import {
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

import type { Key } from '#adapters/dynamodb/keys.ts';

type Item = Record<string, unknown>;

/** What the bare handler reads and writes: the same as the route does, put together beforehand. */
export interface BareRequest {
  service: Key;
  policy: Key;
  settings: Key;
  /** The partition of the response plans. */
  plans: Pick<Key, 'pk'>;
  counter: Key;
  pointer: Key;
  /** The incident, its number, its events and its alert. */
  items: Item[];
  executionName: string;
  executionInput: string;
}

/**
 * A handler that makes the calls of `POST /v1/incidents`, in the same order and just as parallel, and does nothing
 * else: nothing is validated, decided or rendered.
 */
export function bareHandler(TableName: string, stateMachineArn: string) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const executions = new SFNClient({});
  return async (request: BareRequest): Promise<void> => {
    const { service, policy, settings, plans, counter, pointer, items } = request;
    const get = (Key: Key) => client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    await get(service);
    await client.send(
      new UpdateCommand({
        TableName,
        Key: pointer,
        UpdateExpression:
          'SET incidentId = if_not_exists(incidentId, :mine), alertCount = if_not_exists(alertCount, :none) + :count, ' +
          'alerts = :alerts, triggeredAt = :at, serviceId = :serviceId, dedupKey = :dedupKey',
        ExpressionAttributeValues: {
          ':mine': request.executionName,
          ':none': 0,
          ':count': 1,
          ':alerts': [items.at(-1)],
          ':at': new Date().toISOString(),
          ':serviceId': service.sk,
          ':dedupKey': pointer.pk,
        },
        ReturnValues: 'ALL_NEW',
      }),
    );
    await Promise.all([
      client.send(
        new UpdateCommand({
          TableName,
          Key: counter,
          UpdateExpression: 'ADD lastNumber :one',
          ExpressionAttributeValues: { ':one': 1 },
          ReturnValues: 'UPDATED_NEW',
        }),
      ),
      get(policy),
      get(settings),
      client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': plans.pk },
          Limit: 100,
          ConsistentRead: true,
        }),
      ),
    ]);
    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          ...items.map((Item, index) => ({
            Put: {
              TableName,
              Item,
              ...(index < 2 ? { ConditionExpression: 'attribute_not_exists(pk)' } : {}),
            },
          })),
          {
            Update: {
              TableName,
              Key: pointer,
              UpdateExpression: 'SET opened = :true, phase = :open',
              ConditionExpression: 'incidentId = :own',
              ExpressionAttributeValues: { ':true': true, ':open': 'open', ':own': request.executionName },
            },
          },
        ],
      }),
    );
    await executions.send(
      new StartExecutionCommand({
        stateMachineArn,
        name: request.executionName,
        input: request.executionInput,
      }),
    );
  };
}
