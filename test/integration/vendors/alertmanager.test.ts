import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { IntegrationWithKey } from '#domain/integration/schema.ts';
import type { Service } from '#domain/service/schema.ts';
import { type Alertmanager, hasAlertmanager, startAlertmanager } from '#test/support/alertmanager.ts';
import { eventually } from '#test/support/eventually.ts';
import { incidentOf, must, openIncidents } from '#test/support/musterApi.ts';
import { newService, unique } from '#test/support/organisations.ts';

describe.skipIf(!hasAlertmanager())('a real Alertmanager (Debian: prometheus-alertmanager)', () => {
  let alertmanager: Alertmanager;
  let services: Record<'pagerduty' | 'alertmanager', Service>;

  beforeAll(async () => {
    services = { pagerduty: await newService(), alertmanager: await newService() };
    const integrate = (kind: keyof typeof services) =>
      must<IntegrationWithKey>('POST', '/v1/integrations', {
        name: unique(kind),
        kind,
        serviceId: services[kind].id,
      });
    const pagerduty = await integrate('pagerduty');
    const webhook = await integrate('alertmanager');
    alertmanager = await startAlertmanager({
      route: {
        receiver: 'webhook',
        group_by: ['...'],
        group_wait: '0s',
        group_interval: '1s',
        routes: [{ receiver: 'pagerduty', matchers: ['via="pagerduty"'] }],
      },
      receivers: [
        { name: 'webhook', webhook_configs: [{ url: webhook.url, send_resolved: true }] },
        {
          name: 'pagerduty',
          pagerduty_configs: [
            { url: `${inject('stack').apiUrl}/v2/enqueue`, routing_key: pagerduty.key, send_resolved: true },
          ],
        },
      ],
    });
  });
  afterAll(() => alertmanager?.stop());

  test.for(['pagerduty', 'alertmanager'] as const)(
    'opens an incident by its %s receiver and resolves it when the alert ends',
    async (via) => {
      const alert = {
        labels: { alertname: unique('HighErrorRate'), severity: 'critical', via },
        annotations: { summary: 'Half of the requests fail' },
        startsAt: new Date().toISOString(),
      };
      await alertmanager.post([alert]);
      const opened = await eventually(async () => (await openIncidents(`&serviceId=${services[via].id}`))[0]);
      expect(opened).toMatchObject({ status: 'triggered', source: via });
      expect(opened.title).toContain(
        via === 'pagerduty' ? alert.labels.alertname : alert.annotations.summary,
      );

      await alertmanager.post([{ ...alert, endsAt: new Date().toISOString() }]);
      const resolved = await eventually(async () => {
        const incident = await incidentOf(opened.id);
        return incident.status === 'resolved' && incident;
      });
      expect(resolved.alertCount).toBe(1);
    },
  );
});
