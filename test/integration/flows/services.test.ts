import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import type { Incident } from '#domain/incident/schema.ts';
import { putAlarm } from '#test/support/alarms.ts';
import { cloudWatch } from '#test/support/aws.ts';
import { eventually } from '#test/support/eventually.ts';
import { incidentOf, must, notificationsOf, openIncidents, timelineOf } from '#test/support/musterApi.ts';
import { newService, staffedService, unique } from '#test/support/organisations.ts';

const byTitle = (part: string) => async () => (await openIncidents(`&q=${part}`))[0];

/** A real alarm with tags that goes off. */
async function raiseAlarm(name: string, tags: Record<string, string>): Promise<void> {
  await putAlarm(name, tags);
  await cloudWatch().send(
    new SetAlarmStateCommand({ AlarmName: name, StateValue: 'ALARM', StateReason: 'test' }),
  );
}

/** A chain: Web depends on Checkout, and Checkout on Payments. Each pages somebody of its own. */
async function chain() {
  const payments = await staffedService({ name: unique('Payments') });
  const checkout = await staffedService({ name: unique('Checkout'), dependsOn: [payments.service.id] });
  const web = await staffedService({ name: unique('Web'), dependsOn: [checkout.service.id] });
  return { payments, checkout, web };
}

const linksOf = async (incident: Incident) =>
  (await incidentOf(incident.id)).linkedIncidents
    .map(({ incidentId, number, relation }) => ({ incidentId, number, relation }))
    .toSorted((one, other) => one.number - other.number);

const to = ({ id: incidentId, number }: Incident, relation: 'upstream' | 'downstream') => ({
  incidentId,
  number,
  relation,
});

describe('a storm across services that depend on each other', () => {
  it('links its incidents both ways, with reasons, and changes nothing about paging', async () => {
    const { payments, checkout, web } = await chain();
    const word = unique('storm');
    const tag = unique('tag');
    await must('PATCH', `/v1/services/${checkout.service.id}`, { alarmTags: [{ key: 'app', value: tag }] });

    await Promise.all([
      must('POST', '/v1/incidents', { title: `${word} payments`, serviceId: payments.service.id }),
      must('POST', '/v1/alerts', {
        summary: `${word} web`,
        severity: 'critical',
        serviceId: web.service.id,
      }),
      raiseAlarm(`${word}-checkout`, { app: tag }),
    ]);
    const onPayments = await eventually(byTitle(`${word} payments`));
    const onWeb = await eventually(byTitle(`${word} web`));
    const onCheckout = await eventually(byTitle(`${word}-checkout`));
    expect(onCheckout.serviceId).toBe(checkout.service.id);

    const all = [onPayments, onCheckout, onWeb];
    await eventually(async () => (await Promise.all(all.map(linksOf))).every((links) => links.length === 2));
    const byNumber = (links: ReturnType<typeof to>[]) => links.toSorted((a, b) => a.number - b.number);
    expect(await Promise.all(all.map(linksOf))).toEqual([
      byNumber([to(onCheckout, 'downstream'), to(onWeb, 'downstream')]),
      byNumber([to(onPayments, 'upstream'), to(onWeb, 'downstream')]),
      byNumber([to(onPayments, 'upstream'), to(onCheckout, 'upstream')]),
    ]);

    const told = (await timelineOf(onCheckout.id)).filter(({ type }) => type === 'incident.linked');
    expect(told.map(({ data, reason }) => ({ ...data, reason }))).toEqual(
      expect.arrayContaining([
        {
          ...to(onPayments, 'upstream'),
          service: payments.service.name,
          reason: `${checkout.service.name} depends on ${payments.service.name}, whose incident #${onPayments.number} is open.`,
        },
        {
          ...to(onWeb, 'downstream'),
          service: web.service.name,
          reason: `${web.service.name}, whose incident #${onWeb.number} is open, depends on ${checkout.service.name}.`,
        },
      ]),
    );
    expect(told).toHaveLength(2);

    for (const [incident, { contact }] of [
      [onPayments, payments],
      [onCheckout, checkout],
      [onWeb, web],
    ] as const) {
      const pages = await eventually(async () => {
        const rows = await notificationsOf(incident.id);
        return rows.length > 0 && rows.every(({ state }) => state === 'sent') && rows;
      });
      expect(new Set(pages.map(({ contactId, level, pass }) => `${contactId} ${level} ${pass}`))).toEqual(
        new Set([`${contact.id} 1 1`]),
      );
      expect(await incidentOf(incident.id)).toMatchObject({
        status: 'triggered',
        escalation: { level: 1, pass: 1, exhausted: false },
      });
    }
  });

  it('keeps its links when one of them is over, and links no later one with that', async () => {
    const { payments, checkout } = await chain();
    const open = (serviceId: string) =>
      must<Incident>('POST', '/v1/incidents', { title: unique('over'), serviceId });
    const onPayments = await open(payments.service.id);
    const first = await open(checkout.service.id);
    await eventually(async () => (await linksOf(onPayments)).length === 1);
    await must('POST', `/v1/incidents/${first.id}/cancel`);

    const second = await open(checkout.service.id);
    await eventually(async () => (await linksOf(second)).length === 1);

    await eventually(async () => (await linksOf(onPayments)).length === 2);
    expect(await linksOf(onPayments)).toEqual([to(first, 'downstream'), to(second, 'downstream')]);
    expect(await linksOf(first)).toEqual([to(onPayments, 'upstream')]);
  });
});

describe('an alarm', () => {
  it('goes to the service with the most of its tags, before any pattern', async () => {
    const name = unique('tagged');
    const [app, part] = [unique('app'), unique('part')];
    const whole = await newService({ name: unique('A'), alarmTags: [{ key: 'app', value: app }] });
    const cart = await newService({
      name: unique('B'),
      alarmTags: [
        { key: 'app', value: app },
        { key: 'part', value: part },
      ],
    });
    await newService({ alarmNamePatterns: [`${name}*`] });

    await raiseAlarm(name, { app, part, owner: 'nobody' });

    const incident = await eventually(byTitle(name));
    expect(incident.serviceId).toBe(cart.id);
    const opened = (await timelineOf(incident.id)).find(({ type }) => type === 'incident.opened');
    expect(opened?.reason).toBe(
      `The alarm's tags app=${app}, part=${part} belong to ${cart.name}; tags of ${whole.name} fit as well, and ${cart.name} has the most.`,
    );
  });
});
