import {
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { describe, expect, inject, it } from 'vitest';
import type { Settings } from '#domain/organisation/schema.ts';
import { cloudWatch, connection, lambda } from '#test/support/aws.ts';
import { eventually } from '#test/support/eventually.ts';
import { linkIn, mailTo, smsTo } from '#test/support/inboxes.ts';
import {
  ask,
  incidentOf,
  must,
  notificationsOf,
  openIncidents,
  timelineOf,
} from '#test/support/musterApi.ts';
import { newService, staffedService, unique } from '#test/support/organisations.ts';

const byTitle = (part: string) => async () => (await openIncidents(`&q=${part}`))[0];

/** A real alarm on a real metric, which acts on the alarm topic. */
async function putAlarm(name: string): Promise<void> {
  await cloudWatch().send(
    new PutMetricAlarmCommand({
      AlarmName: name,
      AlarmDescription: 'Too many payments fail',
      Namespace: 'Tests',
      MetricName: `${name}-Errors`,
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [inject('stack').alarmTopicArn],
      OKActions: [inject('stack').alarmTopicArn],
    }),
  );
}

describe('a CloudWatch alarm', () => {
  it('is carried from metric data to closure: paged, acknowledged by the link, resolved by OK, closed by itself', async () => {
    const name = unique('payments');
    const { service, contact } = await staffedService({ tier: 'critical', alarmNamePatterns: [`${name}*`] });
    const settings = await must<Settings>('GET', '/v1/settings');
    const { priorityMatrix } = settings;
    await must('PUT', '/v1/settings', { priorityMatrix, quietPeriod: 'PT2S' });

    await putAlarm(name);
    await cloudWatch().send(
      new PutMetricDataCommand({
        Namespace: 'Tests',
        MetricData: [{ MetricName: `${name}-Errors`, Value: 5 }],
      }),
    );
    const opened = await eventually(byTitle(name));
    expect(opened).toMatchObject({
      serviceId: service.id,
      severity: 'high',
      impact: 'critical',
      priority: 'P1',
      category: 'availability',
      source: 'cloudwatch',
    });

    const [sms] = await eventually(async () => {
      const got = await smsTo(contact.phone ?? '');
      return got.length > 0 && got;
    });
    expect(sms?.Message).toMatch(new RegExp(`^P1 #${opened.number} ${name}`));
    const mail = await eventually(async () =>
      (await mailTo(contact.email ?? '')).find((one) => one.text.includes('/a/')),
    );
    expect(mail.subject).toContain(`[P1] #${opened.number} ${name}`);

    const link = linkIn(sms?.Message ?? '');
    const looked = await fetch(link, { headers: { accept: 'text/html' } });
    expect(looked.status).toBe(200);
    expect(await looked.text()).toContain('Acknowledge');
    expect((await incidentOf(opened.id)).status).toBe('triggered');
    const pressed = await fetch(link, { method: 'POST' });
    expect(await pressed.text()).toContain('You have it');
    expect((await incidentOf(opened.id)).status).toBe('acknowledged');

    await cloudWatch().send(
      new SetAlarmStateCommand({ AlarmName: name, StateValue: 'OK', StateReason: 'fine again' }),
    );
    await eventually(async () => (await incidentOf(opened.id)).status === 'resolved');
    const closed = await eventually(async () => {
      const incident = await incidentOf(opened.id);
      return incident.status === 'closed' && incident;
    });
    await must('PUT', '/v1/settings', { priorityMatrix, quietPeriod: settings.quietPeriod });

    expect(closed.resolution?.summary).toContain('fine again');
    const quiet = Date.parse(closed.closedAt ?? '') - Date.parse(closed.resolvedAt ?? '');
    expect(quiet).toBeGreaterThanOrEqual(2000);
    expect(quiet).toBeLessThan(4500);
    expect(closed.lifecycle.every((stage) => stage.enteredAt !== null)).toBe(true);
    const told = (await timelineOf(opened.id)).map((event) => event.type);
    for (const type of [
      'incident.opened',
      'incident.categorized',
      'incident.prioritized',
      'escalation.advanced',
      'page.sent',
      'incident.acknowledged',
      'incident.resolved',
      'incident.closed',
    ]) {
      expect(told).toContain(type);
    }
  });

  it('goes to the service that its tag names, before any pattern', async () => {
    const name = unique('tagged');
    await newService({ alarmNamePatterns: [`${name}*`] });
    const tagged = await newService();
    await putAlarm(name);
    const { region } = inject('stack');
    const ResourceARN = `arn:aws:cloudwatch:${region}:000000000000:alarm:${name}`;
    await cloudWatch().send(
      new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'muster:service', Value: tagged.name }] }),
    );

    await cloudWatch().send(
      new SetAlarmStateCommand({ AlarmName: name, StateValue: 'ALARM', StateReason: 'test' }),
    );

    expect((await eventually(byTitle(name))).serviceId).toBe(tagged.id);
  });

  it('comes by EventBridge as well', async () => {
    const name = unique('bridged');
    const events = new EventBridgeClient(connection());
    const state = (value: string) =>
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: inject('stack').eventBusName,
            Source: 'another.account',
            DetailType: 'CloudWatch Alarm State Change',
            Resources: [`arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`],
            Detail: JSON.stringify({
              alarmName: name,
              configuration: {
                metrics: [{ metricStat: { metric: { name: 'CPUUtilization', namespace: 'AWS/EC2' } } }],
              },
              state: {
                value,
                reason: 'Threshold Crossed',
                timestamp: new Date().toISOString().replace('Z', '+0000'),
              },
            }),
          },
        ],
      });

    await events.send(state('ALARM'));
    const opened = await eventually(byTitle(name));
    expect(opened).toMatchObject({
      category: 'capacity',
      dedupKey: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`,
    });

    await events.send(state('OK'));
    await eventually(async () => (await incidentOf(opened.id)).status === 'resolved');
  });

  it('comes by its direct Lambda action, once with the topic for the same alarm', async () => {
    const name = unique('direct');
    await putAlarm(name);
    const arn = `arn:aws:cloudwatch:${inject('stack').region}:000000000000:alarm:${name}`;
    await cloudWatch().send(
      new SetAlarmStateCommand({ AlarmName: name, StateValue: 'ALARM', StateReason: 'test' }),
    );
    const opened = await eventually(byTitle(name));

    await lambda().send(
      new InvokeCommand({
        FunctionName: inject('stack').alarmFunctionArn,
        InvocationType: 'Event',
        Payload: JSON.stringify({
          source: 'aws.cloudwatch',
          alarmArn: arn,
          accountId: '000000000000',
          time: new Date().toISOString(),
          region: inject('stack').region,
          alarmData: {
            alarmName: name,
            state: { value: 'ALARM', reason: 'test', timestamp: new Date().toISOString() },
          },
        }),
      }),
    );

    const joined = await eventually(async () => {
      const incident = await incidentOf(opened.id);
      return incident.alertCount === 2 && incident;
    });
    expect(await openIncidents(`&q=${name}`)).toEqual([joined]);
    const alerts = await must<{ items: { summary: string }[] }>('GET', `/v1/incidents/${opened.id}/alerts`);
    expect(alerts.items).toHaveLength(2);
  });
});

describe('an alarm that nobody can be paged for', () => {
  it('opens all the same, and says loudly that nobody is left', async () => {
    const service = await newService();
    const incident = await must<{ id: string }>('POST', '/v1/incidents', {
      title: unique('lonely'),
      serviceId: service.id,
    });

    const exhausted = await eventually(async () =>
      (await timelineOf(incident.id)).find((event) => event.type === 'escalation.exhausted'),
    );

    expect(exhausted.reason).toBe(
      'The service has no escalation policy. Nobody is left to page: somebody has to look now.',
    );
    expect(await notificationsOf(incident.id)).toEqual([]);
    expect((await ask('POST', `/v1/incidents/${incident.id}/acknowledge`)).status).toBe(200);
  });
});
