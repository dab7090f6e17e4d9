import { type AttributeValue, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { IdempotencyStore, RequestName, RequestRecord } from '#operations/idempotency/store.ts';
import type { Table } from './client.ts';
import { succeeds } from './conditionalWrite.ts';
import { keys } from './keys.ts';

/** The fingerprint of a request that nobody remembers: no Lambda needs the right to delete for it. */
const FORGOTTEN = '';

/** Remembers requests in Muster's table; its TTL forgets them. */
export function dynamoIdempotencyStore({ client, name: TableName }: Table): IdempotencyStore {
  const keyOf = ({ keyId, operationId, idempotencyKey }: RequestName) =>
    keys.idempotency(keyId, operationId, idempotencyKey);

  return {
    claim: async (name, record, expiresAt) => {
      try {
        await client.send(
          new PutCommand({
            TableName,
            Item: { ...keyOf(name), ...record, expiresAt },
            // The TTL may delete days late, so what has expired is no longer there.
            ConditionExpression: 'attribute_not_exists(pk) OR expiresAt < :now OR fingerprint = :forgotten',
            ExpressionAttributeValues: { ':now': expiresAt - 24 * 3600, ':forgotten': FORGOTTEN },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return record;
      } catch (error) {
        return earlier(error);
      }
    },
    takeOver: async (name, from, to) =>
      await succeeds(
        client.send(
          new UpdateCommand({
            TableName,
            Key: keyOf(name),
            UpdateExpression: 'SET #owner = :owner, leaseUntil = :lease',
            ConditionExpression: '#owner = :owner OR (#owner = :from AND leaseUntil = :fromLease)',
            ExpressionAttributeNames: { '#owner': 'owner' },
            ExpressionAttributeValues: {
              ':owner': to.owner,
              ':lease': to.leaseUntil,
              ':from': from.owner,
              ':fromLease': from.leaseUntil,
            },
          }),
        ),
      ),
    answer: async (name, owner, answer) => {
      await succeeds(update(name, owner, 'SET answer = :value', answer));
    },
    release: async (name, owner) => {
      await succeeds(update(name, owner, 'SET leaseUntil = :value', 0));
    },
    forget: async (name, owner) => {
      await succeeds(update(name, owner, 'SET fingerprint = :value', FORGOTTEN));
    },
  };

  function update(name: RequestName, owner: string, expression: string, value: string | number) {
    return client.send(
      new UpdateCommand({
        TableName,
        Key: keyOf(name),
        UpdateExpression: expression,
        ConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': owner, ':value': value },
      }),
    );
  }
}

/** The record that made a claim fail: an earlier one, or the claim itself where only the reply to it was lost. */
function earlier(error: unknown): RequestRecord {
  if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
  const item: Record<string, AttributeValue> = error.Item;
  const answer = item.answer?.S;
  return {
    fingerprint: item.fingerprint?.S ?? '',
    creationId: item.creationId?.S ?? '',
    owner: item.owner?.S ?? '',
    leaseUntil: Number(item.leaseUntil?.N),
    ...(answer === undefined ? {} : { answer }),
  };
}
