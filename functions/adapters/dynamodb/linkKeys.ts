import { randomBytes } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { LinkKeys } from '#operations/acknowledgementLink/links.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';

/**
 * The key that signs links, kept in the encrypted table: it is made by whoever needs it first, and two at
 * once get the same one.
 */
export function dynamoLinkKeys(table: Table): LinkKeys {
  let known: Promise<Uint8Array> | undefined;

  async function readOrMake(): Promise<Uint8Array> {
    const { Attributes } = await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keys.linkKey,
        UpdateExpression: 'SET secret = if_not_exists(secret, :mine)',
        ExpressionAttributeValues: { ':mine': randomBytes(32) },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes?.secret as Uint8Array;
  }

  return {
    key() {
      known ??= readOrMake().catch((error) => {
        known = undefined;
        throw error;
      });
      return known;
    },
  };
}
