import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The table and how to speak to it. */
export interface Table {
  client: DynamoDBDocumentClient;
  name: string;
}

/**
 * Connects to Muster's table with the environment's credentials and region.
 *
 * @param name the table's name
 */
export function openTable(name: string): Table {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 6 }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { client, name };
}
