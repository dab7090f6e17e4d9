import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, inject, test } from 'vitest';
import type { IntegrationWithKey } from '#domain/integration/schema.ts';
import { eventually } from '#test/support/eventually.ts';
import { incidentOf, must, openIncidents, timelineOf } from '#test/support/musterApi.ts';
import { staffedService, unique } from '#test/support/organisations.ts';
import { testPrograms } from '#test/support/testPrograms.ts';

const run = promisify(execFile);

let programs: string;
beforeAll(async () => {
  programs = await testPrograms();
}, 180_000);

test("PagerDuty's Python client triggers, acknowledges and resolves an incident", async () => {
  const { service } = await staffedService();
  const integration = await must<IntegrationWithKey>('POST', '/v1/integrations', {
    name: unique('pagerduty'),
    kind: 'pagerduty',
    serviceId: service.id,
  });
  const send = async (action: string, text: string) => {
    const client = join(import.meta.dirname, 'pagerduty_client.py');
    const env = { ...process.env, MUSTER_URL: inject('stack').apiUrl, ROUTING_KEY: integration.key };
    return (await run(join(programs, 'python'), [client, action, text], { env })).stdout.trim();
  };

  const summary = unique('Replication lags');
  const dedupKey = await send('trigger', summary);
  const opened = await eventually(async () => (await openIncidents(`&serviceId=${service.id}`))[0]);
  expect(opened).toMatchObject({ title: summary, severity: 'high', dedupKey, source: 'pagerduty' });

  expect(await send('acknowledge', dedupKey)).toBe(dedupKey);
  await eventually(async () => (await incidentOf(opened.id)).status === 'acknowledged');

  expect(await send('resolve', dedupKey)).toBe(dedupKey);
  await eventually(async () => (await incidentOf(opened.id)).status === 'resolved');

  const types = (await timelineOf(opened.id)).map(({ type }) => type);
  expect(types).toContain('incident.acknowledged');
  expect(types).toContain('incident.resolved');
});
