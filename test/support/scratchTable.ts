import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openTable, type Table } from '#adapters/dynamodb/client.ts';
import { connection } from './aws.ts';
import { unique } from './organisations.ts';

/** A table like Muster's own (lib/constructs/record-table.ts), for a test that wants one to itself. */
export async function scratchTable(): Promise<Table> {
  const client = new DynamoDBClient(connection());
  const name = unique('scratch');
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  const key = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'allPk', 'openPk', 'timeSk'].map(text),
      KeySchema: key('pk', 'sk'),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'incidentsByTime',
          KeySchema: key('allPk', 'timeSk'),
          Projection: { ProjectionType: 'ALL' },
        },
        {
          IndexName: 'openIncidents',
          KeySchema: key('openPk', 'timeSk'),
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  return openTable(name, connection());
}
