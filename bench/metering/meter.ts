import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Answer, forward } from './forward.ts';
import { measureTables, type TableUse } from './tableUse.ts';

/** One call of AWS that went through the meter. */
export interface MeteredCall extends TableUse {
  /** Who made it: the name that its endpoint was made for. */
  caller: string;
  /** For example `PutItem`. */
  operation: string;
}

/** Stands between programs and the local AWS, passes every call on unchanged and counts it. */
export interface Meter {
  /** @returns an endpoint whose calls are counted for `caller` */
  endpointFor(caller: string): Promise<string>;
  /** All calls so far. */
  calls: MeteredCall[];
  stop(): Promise<void>;
}

/**
 * @param awsEndpoint the local AWS
 * @param client speaks to it directly, to look at items before and after a write
 */
export function startMeter(awsEndpoint: string, client: DynamoDBClient): Meter {
  const agent = new Agent({ keepAlive: true });
  const servers: Server[] = [];
  const calls: MeteredCall[] = [];
  const measure = measureTables(client);

  async function pass(caller: string, incoming: IncomingMessage): Promise<Answer> {
    const body = await buffer(incoming);
    const operation = operationOf(incoming, body);
    const send = () => forward(awsEndpoint, agent, incoming, body);
    const isTable = String(incoming.headers['x-amz-target']).startsWith('DynamoDB_');
    const { answer, ...use } = isTable
      ? await measure(operation, JSON.parse(body.toString()), send)
      : { answer: await send(), writeUnits: 0, readUnits: 0 };
    calls.push({ caller, operation, ...use });
    return answer;
  }

  return {
    calls,
    async endpointFor(caller) {
      const server = createServer((incoming, outgoing) => {
        pass(caller, incoming)
          .then(({ status, headers, body }) => outgoing.writeHead(status, headers).end(body))
          .catch((error) => outgoing.destroy(error));
      });
      servers.push(server);
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    async stop() {
      agent.destroy();
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
        await once(server, 'close');
      }
    },
  };
}

/** Each protocol of AWS names its operation elsewhere: JSON in a header, query in the body, RPC in the path. */
function operationOf(incoming: IncomingMessage, body: Buffer): string {
  const target = incoming.headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? target;
  const action = /(?:^|&)Action=(\w+)/.exec(body.toString())?.[1];
  return action ?? incoming.url?.split('/').at(-1) ?? '';
}
