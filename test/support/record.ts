import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Notification } from '#domain/notification/schema.ts';
import type { Outputs } from '#local/outputs.ts';

/** Where a dedup key leads. */
interface Pointer {
  dedupKey: string;
  incidentId?: string;
  opened?: boolean;
  alertCount?: number;
}

/** All that the table of a stack says about its incidents, at about one moment. */
export interface Recorded {
  incidents: IncidentRecord[];
  notifications: (Notification & { incidentId: string })[];
  pointers: Pointer[];
}

/** Reads the whole table, beside Muster's API: what the API does not show may be what went wrong. */
export async function recordOf(stack: Outputs): Promise<Recorded> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(connectionTo(stack)));
  const recorded: Recorded = { incidents: [], notifications: [], pointers: [] };
  for await (const page of paginateScan({ client }, { TableName: stack.tableName })) {
    for (const item of page.Items ?? []) {
      if (item.sk === 'INCIDENT') recorded.incidents.push(item as IncidentRecord);
      else if (item.sk === 'DEDUP') recorded.pointers.push(item as Pointer);
      else if (item.sk.startsWith('NTF#'))
        recorded.notifications.push({
          ...(item as Notification),
          incidentId: item.pk.slice('INC#'.length),
        });
    }
  }
  client.destroy();
  return recorded;
}

/** The names of the executions that run. */
export async function runningExecutions(stack: Outputs): Promise<string[]> {
  const client = new SFNClient(connectionTo(stack));
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListExecutionsCommand({
        stateMachineArn: stack.stateMachineArn,
        statusFilter: 'RUNNING',
        maxResults: 1000,
        nextToken,
      }),
    );
    names.push(...(page.executions ?? []).map(({ name }) => name ?? ''));
    nextToken = page.nextToken;
  } while (nextToken);
  client.destroy();
  return names;
}

const connectionTo = ({ awsEndpoint, region, accessKeyId, secretAccessKey }: Outputs) => ({
  endpoint: awsEndpoint,
  region,
  credentials: { accessKeyId, secretAccessKey },
});
