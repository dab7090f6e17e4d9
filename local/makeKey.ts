import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '#adapters/clock.ts';
import { dynamoKeyStore } from '#adapters/dynamodb/apiKeys.ts';
import { ulidIds } from '#adapters/ids.ts';
import { type ApiKeyWithSecret, apiKeyInput } from '#domain/access/schema.ts';
import { createApiKey } from '#operations/keys/createApiKey.ts';
import { Failure } from './failure.ts';

/** The key to be made. */
export interface KeyRequest {
  name: string;
  scope: string;
  /** ISO 8601 duration; without it the key does not expire. */
  expires?: string;
}

/**
 * Makes an API key with AWS credentials instead of another key: how the first one comes to be.
 *
 * @param tableName of the Muster that gets the key
 * @param aws where that is and who asks; by default as the environment says
 * @throws Failure when the name, the scope or the duration is none
 */
export async function makeKey(
  { name, scope, expires }: KeyRequest,
  tableName: string,
  aws: DynamoDBClientConfig = {},
): Promise<ApiKeyWithSecret> {
  const input = apiKeyInput.safeParse({ name, scopes: [scope], expires });
  if (!input.success) {
    const faults = input.error.issues.map(
      ({ path, message }) => `--${String(path[0]).replace('scopes', 'scope')}: ${message}`,
    );
    throw new Failure(`This key can not be made. ${faults.join(' ')}`);
  }
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(aws));
  try {
    return await createApiKey(
      { ...input.data, actor: { type: 'system', id: null, name: 'npm run key' } },
      { keys: dynamoKeyStore({ client, name: tableName }), clock: systemClock, ids: ulidIds },
    );
  } finally {
    client.destroy();
  }
}
