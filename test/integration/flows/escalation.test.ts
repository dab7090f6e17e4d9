import { DeleteTopicCommand } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import type { Incident } from '#domain/incident/schema.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import { sns } from '#test/support/aws.ts';
import { eventually } from '#test/support/eventually.ts';
import { smsTo } from '#test/support/inboxes.ts';
import { incidentOf, must, notificationsOf, timelineOf } from '#test/support/musterApi.ts';
import { newContact, newPolicy, newService, unique } from '#test/support/organisations.ts';

const open = (serviceId: string, changes: Record<string, unknown> = {}) =>
  must<Incident>('POST', '/v1/incidents', { title: unique('escalating'), serviceId, ...changes });

const noMail = { email: null };

/** Waits for an event of a type, and gives all up to then. */
const toldOf = (id: string, type: TimelineEvent['type']) =>
  eventually(async () => {
    const events = await timelineOf(id);
    return events.some((event) => event.type === type) && events;
  });

const milliseconds = (event: TimelineEvent | undefined) => Date.parse(event?.at ?? '');

describe('an incident that nobody acknowledges', () => {
  it('pages level after level and pass after pass, never early and at most 2 s late, then the fallback', async () => {
    const [first, second, last] = await Promise.all([
      newContact(noMail),
      newContact(noMail),
      newContact(noMail),
    ]);
    const policy = await newPolicy(
      [
        ['PT0S', first],
        ['PT2S', second],
      ],
      { repeat: 1 },
    );
    const service = await newService({
      escalationPolicyId: policy.id,
      fallbackTarget: { type: 'contact', id: last.id },
    });

    const { id } = await open(service.id);
    await toldOf(id, 'escalation.exhausted');
    const events = await eventually(async () => {
      const all = await timelineOf(id);
      return all.filter((event) => event.type === 'page.sent').length === 5 && all;
    });

    const pages = events.filter((event) => event.type === 'page.sent');
    expect(pages.map(({ data }) => [data.pass, data.level, data.contactId])).toEqual([
      [1, 1, first.id],
      [1, 2, second.id],
      [2, 1, first.id],
      [2, 2, second.id],
      [2, 3, last.id],
    ]);
    for (const [index, page] of pages.slice(1).entries()) {
      const waited = milliseconds(page) - milliseconds(pages[index]);
      expect(waited).toBeGreaterThanOrEqual(2000);
      expect(waited).toBeLessThan(4000);
    }
    expect((await incidentOf(id)).escalation).toMatchObject({ exhausted: true, nextAt: null });
    expect(await smsTo(first.phone ?? '')).toHaveLength(2);
    expect((await notificationsOf(id)).every((row) => row.state === 'sent')).toBe(true);
  });

  it('goes on at once when a level can not be reached, and says why', async () => {
    const [broken, reachable] = await Promise.all([newContact({ phone: null }), newContact(noMail)]);
    await sns().send(new DeleteTopicCommand({ TopicArn: broken.emailTopicArn ?? '' }));
    const policy = await newPolicy([
      ['PT0S', broken],
      ['PT1H', reachable],
    ]);
    const service = await newService({ escalationPolicyId: policy.id });

    const { id } = await open(service.id);
    const events = await toldOf(id, 'page.sent');

    const failed = events.find((event) => event.type === 'page.failed');
    expect(failed?.reason).toContain('email topic is gone');
    expect(failed?.data).toMatchObject({ contactId: broken.id, channel: 'email', level: 1 });
    expect((await notificationsOf(id)).map((row) => [row.contactId, row.state])).toEqual([
      [broken.id, 'failed'],
      [reachable.id, 'sent'],
    ]);
  });

  it('is escalated by hand at once', async () => {
    const [first, second] = await Promise.all([newContact(noMail), newContact(noMail)]);
    const policy = await newPolicy([
      ['PT0S', first],
      ['PT1H', second],
    ]);
    const service = await newService({ escalationPolicyId: policy.id });
    const { id } = await open(service.id);
    await toldOf(id, 'page.sent');

    await must('POST', `/v1/incidents/${id}/escalate`, { reason: 'It spreads.' });

    await eventually(async () => (await smsTo(second.phone ?? '')).length === 1);
    expect((await timelineOf(id)).find((event) => event.type === 'escalation.started')?.reason).toBe(
      'It spreads.',
    );
  });

  it('is left alone while it is snoozed, and then goes on', async () => {
    const [first, second] = await Promise.all([newContact(noMail), newContact(noMail)]);
    const policy = await newPolicy([
      ['PT0S', first],
      ['PT1S', second],
    ]);
    const service = await newService({ escalationPolicyId: policy.id });
    const { id } = await open(service.id);
    await toldOf(id, 'page.sent');

    const snoozed = await must<Incident>('POST', `/v1/incidents/${id}/snooze`, { for: 'PT4S' });

    const events = await eventually(async () => {
      const all = await timelineOf(id);
      return all.filter((event) => event.type === 'page.sent').length === 2 && all;
    });
    const page = events.findLast((event) => event.type === 'page.sent');
    expect(milliseconds(page)).toBeGreaterThanOrEqual(Date.parse(snoozed.snoozedUntil ?? ''));
    expect(milliseconds(page)).toBeLessThan(Date.parse(snoozed.snoozedUntil ?? '') + 2000);
  });

  it('begins again with level 1 at once when its priority rises', async () => {
    const [first, second] = await Promise.all([newContact(noMail), newContact(noMail)]);
    const policy = await newPolicy([
      ['PT0S', first],
      ['PT1H', second],
    ]);
    const service = await newService({ escalationPolicyId: policy.id, tier: 'low' });
    const { id, priority } = await open(service.id, { severity: 'low' });
    expect(priority).toBe('P5');
    await toldOf(id, 'page.sent');

    const raised = await must<Incident>('PATCH', `/v1/incidents/${id}`, {
      impact: 'critical',
      severity: 'critical',
    });
    expect(raised.priority).toBe('P1');

    await eventually(async () => (await smsTo(first.phone ?? '')).length === 2);
    const sent = (await timelineOf(id)).filter((event) => event.type === 'page.sent');
    expect(sent.map(({ data }) => [data.pass, data.level])).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  it('keeps the policy with which it opened, whatever becomes of that meanwhile', async () => {
    const [first, second, other] = await Promise.all([
      newContact(noMail),
      newContact(noMail),
      newContact(noMail),
    ]);
    const policy = await newPolicy([
      ['PT0S', first],
      ['PT3S', second],
    ]);
    const service = await newService({ escalationPolicyId: policy.id });
    const { id } = await open(service.id);

    await must('PATCH', `/v1/escalation-policies/${policy.id}`, {
      steps: [{ after: 'PT0S', targets: [{ type: 'contact', id: other.id }] }],
    });
    await must('DELETE', `/v1/contacts/${second.id}`);

    const events = await toldOf(id, 'page.skipped');
    const skipped = events.find((event) => event.type === 'page.skipped');
    expect(skipped?.data).toMatchObject({ contactId: second.id, level: 2 });
    expect(skipped?.reason).toBe('The contact no longer exists.');
    await toldOf(id, 'escalation.exhausted');
    expect(await smsTo(other.phone ?? '')).toEqual([]);
  });
});

describe('an acknowledged incident', () => {
  it('returns to triggered and pages again when it is forgotten', async () => {
    const contact = await newContact(noMail);
    const policy = await newPolicy([['PT0S', contact]], { acknowledgementTimeout: 'PT2S' });
    const service = await newService({ escalationPolicyId: policy.id });
    const { id } = await open(service.id);
    await toldOf(id, 'page.sent');

    await must('POST', `/v1/incidents/${id}/acknowledge`);

    const events = await toldOf(id, 'incident.unacknowledged');
    const acknowledged = events.find((event) => event.type === 'incident.acknowledged');
    const forgotten = events.find((event) => event.type === 'incident.unacknowledged');
    expect(milliseconds(forgotten) - milliseconds(acknowledged)).toBeGreaterThanOrEqual(2000);
    expect(milliseconds(forgotten) - milliseconds(acknowledged)).toBeLessThan(4000);
    await eventually(async () => (await smsTo(contact.phone ?? '')).length === 2);
  });
});
