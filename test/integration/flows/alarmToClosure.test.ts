import { readFileSync } from 'node:fs';
import { PutMetricDataCommand, SetAlarmStateCommand, TagResourceCommand } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { describe, expect, inject, it } from 'vitest';
import { putAlarm } from '#test/support/alarms.ts';
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
import { withQuietPeriod } from '#test/support/quietPeriod.ts';

const byTitle = (part: string) => async () => (await openIncidents(`&q=${part}`))[0];

const arnOf = (name: string) => `arn:aws:cloudwatch:${inject('stack').region}:000000000000:alarm:${name}`;

/** The time as CloudWatch writes it. */
const now = () => new Date().toISOString().replace('Z', '+0000');

const sampleOf = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../unit/domain/signal/samples/${file}`, import.meta.url), 'utf8'));

/** Calls the alarm's Lambda action as CloudWatch does. */
async function actDirectly(name: string, value: 'ALARM' | 'OK'): Promise<void> {
  const sample = sampleOf('cloudwatch-alarm-lambda-action.metric.json');
  const { alarmData } = sample;
  await lambda().send(
    new InvokeCommand({
      FunctionName: inject('stack').alarmFunctionArn,
      InvocationType: 'Event',
      Payload: JSON.stringify({
        ...sample,
        alarmArn: arnOf(name),
        accountId: '000000000000',
        region: inject('stack').region,
        time: now(),
        alarmData: {
          ...alarmData,
          alarmName: name,
          state: { ...alarmData.state, value, timestamp: now() },
        },
      }),
    }),
  );
}

describe('a CloudWatch alarm', () => {
  it('is carried from metric data to closure: paged, acknowledged by the link, resolved by OK, closed by itself', async () => {
    const name = unique('payments');
    const { service, contact } = await staffedService({ tier: 'critical', alarmNamePatterns: [`${name}*`] });
    const opened = await withQuietPeriod('PT2S', async () => {
      await putAlarm(name);
      await cloudWatch().send(
        new PutMetricDataCommand({
          Namespace: 'Tests',
          MetricData: [{ MetricName: `${name}-Errors`, Value: 5 }],
        }),
      );
      return eventually(byTitle(name));
    });
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
    const Tags = [{ Key: 'muster:service', Value: tagged.name }];
    await cloudWatch().send(new TagResourceCommand({ ResourceARN: arnOf(name), Tags }));

    await cloudWatch().send(
      new SetAlarmStateCommand({ AlarmName: name, StateValue: 'ALARM', StateReason: 'test' }),
    );

    expect((await eventually(byTitle(name))).serviceId).toBe(tagged.id);
  });

  it.each([
    { bus: 'the default bus', busName: () => undefined },
    { bus: "Muster's bus", busName: () => inject('stack').eventBusName },
  ])('comes by EventBridge as well, from $bus', async ({ busName }) => {
    const name = unique('bridged');
    const arn = arnOf(name);
    const sample = sampleOf('cloudwatch-alarm-state-change.eventbridge.json');
    const put = (value: string) =>
      new EventBridgeClient(connection()).send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: busName(),
              // EventBridge refuses the sources of AWS from anybody else.
              Source: 'another.account',
              DetailType: sample['detail-type'],
              Resources: [arn],
              Detail: JSON.stringify({
                ...sample.detail,
                alarmName: name,
                state: { ...sample.detail.state, value, timestamp: now() },
              }),
            },
          ],
        }),
      );

    await put('ALARM');
    const opened = await eventually(byTitle(name));
    expect(opened).toMatchObject({ category: 'capacity', source: 'cloudwatch', dedupKey: arn });

    await put('OK');
    await eventually(async () => (await incidentOf(opened.id)).status === 'resolved');
  });

  it('comes by its direct Lambda action as well', async () => {
    const name = unique('direct');

    await actDirectly(name, 'ALARM');
    const opened = await eventually(byTitle(name));
    expect(opened).toMatchObject({ source: 'cloudwatch', dedupKey: arnOf(name) });

    await actDirectly(name, 'OK');
    await eventually(async () => (await incidentOf(opened.id)).status === 'resolved');
  });

  it('that comes by its topic and by its direct action is one incident', async () => {
    const name = unique('twice');
    await putAlarm(name);
    await cloudWatch().send(
      new SetAlarmStateCommand({ AlarmName: name, StateValue: 'ALARM', StateReason: 'test' }),
    );
    const opened = await eventually(byTitle(name));

    await actDirectly(name, 'ALARM');

    await eventually(async () => (await incidentOf(opened.id)).alertCount === 2);
    // By id: what else there is to an incident may change between two looks.
    expect((await openIncidents(`&q=${name}`)).map(({ id }) => id)).toEqual([opened.id]);
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
