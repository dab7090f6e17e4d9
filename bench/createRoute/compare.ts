/** Runs in a process of its own: the route logs to standard output, and reads its environment when it is imported. */

import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { keys } from '#adapters/dynamodb/keys.ts';
import { ulidIds } from '#adapters/ids.ts';
import { absentInEarlier } from '#operations/configuration/earlierBodies.ts';
import type { ConfigurationRecord } from '#operations/configuration/store.ts';
import { ratioOfMedians, timed } from '../interleaved.ts';
import { type BareRequest, bareHandler } from './bareHandler.ts';

const ROUNDS = 100;
const WARM_UPS = 10;

const { TABLE_NAME: TableName = '', STATE_MACHINE_ARN = '' } = process.env;
const { handler } = await import('#handlers/api/incidents.ts');
const bare = bareHandler(TableName, STATE_MACHINE_ARN);
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const stamp = { revision: 1, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' };
const policy: ConfigurationRecord<'escalation-policy'> = {
  ...stamp,
  id: ulidIds.next('pol'),
  body: {
    name: 'Payments',
    steps: [{ after: 'PT0S', targets: [{ type: 'contact', id: ulidIds.next('ctc') }] }],
    repeat: 0,
    acknowledgementTimeout: null,
    ...absentInEarlier['escalation-policy'],
  },
};
const service: ConfigurationRecord<'service'> = {
  ...stamp,
  id: ulidIds.next('svc'),
  body: {
    name: 'Payments',
    description: null,
    tier: 'critical',
    escalationPolicyId: policy.id,
    alarmNamePatterns: [],
    autoResolve: true,
    fallbackTarget: null,
    ...absentInEarlier.service,
  },
};
const serviceKey = keys.configuration('service', service.id);
const policyKey = keys.configuration('escalation-policy', policy.id);
await client.send(new PutCommand({ TableName, Item: { ...serviceKey, ...service } }));
await client.send(new PutCommand({ TableName, Item: { ...policyKey, ...policy } }));

async function create(): Promise<string> {
  const answer = await handler(event(), {
    awsRequestId: randomUUID(),
    getRemainingTimeInMillis: () => 25_000,
  } as Context);
  if (answer.statusCode !== 201) throw new Error(`The route answered ${answer.statusCode}: ${answer.body}`);
  return JSON.parse(answer.body ?? '').id;
}

function event() {
  const body = { title: 'Payments fail', severity: 'high', category: 'availability', serviceId: service.id };
  return {
    version: '2.0',
    routeKey: 'POST /v1/incidents',
    rawPath: '/v1/incidents',
    rawQueryString: '',
    headers: { 'content-type': 'application/json' },
    isBase64Encoded: false,
    body: JSON.stringify(body),
    requestContext: {
      authorizer: { lambda: { outcome: 'ok', keyId: 'key_1', name: 'bench', scopes: 'respond' } },
    },
  } as unknown as Parameters<typeof handler>[0] & APIGatewayProxyEventV2;
}

/** The items that the route wrote for an incident, to be written again under other ids. */
const written = await itemsOf(await create());

async function itemsOf(incidentId: string): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.incident(incidentId).pk },
    }),
  );
  return Items;
}

function bareRequest(): BareRequest {
  const id = ulidIds.next('inc');
  const items: Record<string, unknown>[] = written.map((item) => ({ ...item, pk: keys.incident(id).pk }));
  const incident = items.filter(({ sk }) => sk === 'INCIDENT');
  const others = items.filter(({ sk }) => sk !== 'INCIDENT');
  const number = { pk: `NUMBER#${id}`, sk: 'NUMBER', incidentId: id };
  return {
    service: serviceKey,
    policy: policyKey,
    settings: keys.settings,
    plans: keys.configuration('response-plan', ''),
    counter: keys.numberCounter,
    pointer: keys.dedup(service.id, id),
    items: [...incident, number, ...others],
    executionName: `${id}-1`,
    executionInput: JSON.stringify({ incidentId: id, epoch: 1, stage: 'engage', waits: [1, 86_400] }),
  };
}

const route = timed(create);
const reference = () => {
  const request = bareRequest();
  return timed(() => bare(request))();
};
for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) {
  await route();
  await reference();
}
process.send?.(await ratioOfMedians(route, reference, ROUNDS));
process.disconnect?.();
