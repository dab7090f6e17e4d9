import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { toItem } from '#adapters/dynamodb/incidentItem.ts';
import { ulidIds } from '#adapters/ids.ts';
import { open } from '#domain/incident/open.ts';
import type { Report } from '#domain/incident/report.ts';
import type { Surroundings } from '#domain/incident/surroundings.ts';
import { defaultSettings } from '#domain/organisation/defaults.ts';
import { absentInEarlier } from '#operations/configuration/earlierBodies.ts';

/** The most that one BatchWriteItem takes (DynamoDB API reference). */
const BATCH = 25;

const at = '2026-11-01T00:00:00.000Z';

const surroundings: Surroundings = {
  service: {
    id: 'svc_00000000000000000000000000',
    name: 'Payments',
    description: null,
    tier: 'critical',
    escalationPolicyId: null,
    alarmNamePatterns: ['payments-*'],
    autoResolve: true,
    fallbackTarget: null,
    ...absentInEarlier.service,
    isDefault: true,
    createdAt: at,
    updatedAt: at,
    etag: '"1"',
  },
  policy: {
    policyId: null,
    steps: [],
    repeat: 0,
    acknowledgementTimeout: null,
    whenExhausted: { targets: [], repeatEvery: null },
  },
  settings: defaultSettings,
  predecessorId: null,
  plan: null,
  roles: [],
};

const report = (number: number): Report => ({
  title: `Payments fail in cell ${number}`,
  description:
    'Threshold Crossed: 1 out of the last 1 datapoints [5.0] was greater than the threshold (1.0).',
  severity: 'high',
  impact: null,
  category: 'availability',
  dedupKey: `payments-${number}`,
  source: 'cloudwatch',
  startedAt: at,
  actor: { type: 'alarm', id: null, name: 'payments-errors' },
  serviceReason: 'The alarm fits payments-*.',
});

/**
 * Puts open incidents into a table as Muster writes them.
 *
 * @param from the number of the first
 * @param to the number of the last
 */
export async function seedOpenIncidents(
  client: DynamoDBDocumentClient,
  table: string,
  from: number,
  to: number,
): Promise<void> {
  for (let first = from; first <= to; first += BATCH) {
    const count = Math.min(BATCH, to - first + 1);
    let requests = Array.from({ length: count }, (_, index) => ({
      PutRequest: { Item: openItem(first + index) },
    }));
    while (requests.length > 0) {
      const { UnprocessedItems } = await client.send(
        new BatchWriteCommand({ RequestItems: { [table]: requests } }),
      );
      requests = (UnprocessedItems?.[table] ?? []) as typeof requests;
    }
  }
}

function openItem(number: number) {
  const openedAt = new Date(Date.parse(at) + number * 1_000);
  return toItem(open({ id: ulidIds.next('inc'), number }, report(number), surroundings, 1, openedAt).record);
}
