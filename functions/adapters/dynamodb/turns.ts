import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Turns } from '#operations/escalation/turns.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';

/** Whose turn it is, in DynamoDB. A retried write takes a turn more, which passes somebody over and harms nobody. */
export function dynamoTurns({ client, name: TableName }: Table): Turns {
  const take = async (targetId: string): Promise<number> => {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName,
        Key: keys.turns(targetId),
        UpdateExpression: 'ADD turns :one',
        ExpressionAttributeValues: { ':one': 1 },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return Number(Attributes?.turns) - 1;
  };
  const peek = async (targetId: string): Promise<number> => {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: keys.turns(targetId), ConsistentRead: true }),
    );
    return Number(Item?.turns ?? 0);
  };
  const each = async (targetIds: string[], ask: (targetId: string) => Promise<number>) =>
    new Map(await Promise.all(targetIds.map(async (id) => [id, await ask(id)] as const)));
  return { take: (targetIds) => each(targetIds, take), peek: (targetIds) => each(targetIds, peek) };
}
