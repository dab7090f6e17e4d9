import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The table and how to speak to it. */
export interface Table {
  client: DynamoDBDocumentClient;
  name: string;
}

/**
 * Connects to Muster's table.
 *
 * @param name the table's name
 * @param connection default: the environment's credentials and region
 */
export function openTable(name: string, connection: DynamoDBClientConfig = {}): Table {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 6, ...connection }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { client, name };
}
