import {
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import type { Outputs } from '#local/outputs.ts';

/**
 * Lets Muster read the changes of its table's stream, or keeps them waiting: on the local AWS at once.
 *
 * @throws Error when it does not hold
 */
export async function setChangesRead(stack: Outputs, Enabled: boolean): Promise<void> {
  const { awsEndpoint: endpoint, region, accessKeyId, secretAccessKey } = stack;
  const client = new LambdaClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  const { EventSourceMappings = [] } = await client.send(new ListEventSourceMappingsCommand({}));
  const UUID = EventSourceMappings.find(({ EventSourceArn }) => EventSourceArn?.includes('/stream/'))?.UUID;
  await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  const { State } = await client.send(new GetEventSourceMappingCommand({ UUID }));
  if (State !== (Enabled ? 'Enabled' : 'Disabled')) throw new Error(`The reader of the stream is ${State}.`);
  client.destroy();
}
