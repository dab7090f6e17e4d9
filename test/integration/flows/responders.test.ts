import { describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import type { Incident } from '#domain/incident/schema.ts';
import type { RequestedResponders } from '#domain/responder/schema.ts';
import type { Team } from '#domain/team/schema.ts';
import { eventually } from '#test/support/eventually.ts';
import { linkIn, mailTo, smsTo } from '#test/support/inboxes.ts';
import { ask, incidentOf, must, notificationsOf, timelineOf } from '#test/support/musterApi.ts';
import { newContact, staffedService, unique } from '#test/support/organisations.ts';

const newTeam = (members: Contact[]) =>
  must<Team>('POST', '/v1/teams', { name: unique('team'), members: members.map(({ id }) => id) });

/** Where a link leads, as the API knows it. */
const pathOf = (link: string) => link.slice(link.indexOf('/a/'));

/** Presses a button of the page behind a link, as a browser does. */
const press = (link: string, action: string) =>
  ask<string>('POST', pathOf(link), {
    key: null,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `action=${action}`,
  });

/** The pages in which somebody is asked to help. */
const smsForHelp = async ({ phone }: Contact) =>
  (await smsTo(phone ?? '')).filter(({ Message }) => Message.startsWith('Help wanted: '));

/** An incident that the person on duty has acknowledged. */
async function acknowledgedIncident() {
  const { service, contact } = await staffedService();
  const title = unique('Checkout');
  const opened = await must<Incident>('POST', '/v1/incidents', { title, serviceId: service.id });
  const sms = await eventually(async () => (await smsTo(contact.phone ?? ''))[0]);
  expect((await press(linkIn(sms.Message), 'acknowledge')).status).toBe(200);
  return { incident: await incidentOf(opened.id), service, onDuty: contact };
}

describe('a team that is asked to help with an acknowledged incident', () => {
  it('is paged by its own words, answers by link apart from the acknowledgement, and takes command over', async () => {
    const { incident, service, onDuty } = await acknowledgedIncident();
    const [ready, busy] = await Promise.all([newContact(), newContact()]);
    const team = await newTeam([ready, busy]);
    const path = `/v1/incidents/${incident.number}`;

    const asked = await ask<RequestedResponders>('POST', `${path}/responders`, {
      body: { targets: [{ type: 'team', id: team.id }], message: 'Please look at the replicas.' },
    });
    expect(asked.status).toBe(201);
    expect(asked.body.responders.map(({ contactId, state }) => [contactId, state])).toEqual([
      [ready.id, 'requested'],
      [busy.id, 'requested'],
    ]);

    const [forReady, forBusy] = await eventually(async () => {
      const messages = [(await smsForHelp(ready))[0], (await smsForHelp(busy))[0]] as const;
      return messages[0] && messages[1] && ([messages[0], messages[1]] as const);
    });
    expect(forReady.Message).toMatch(
      new RegExp(`^Help wanted: ${incident.priority} #${incident.number} Checkout-\\w+ \\(`),
    );
    const mail = await eventually(async () =>
      (await mailTo(ready.email ?? '')).find(({ subject }) => subject.includes('Help wanted')),
    );
    expect(mail.subject).toContain(
      `[${incident.priority}] #${incident.number} Help wanted: ${incident.title}`,
    );
    expect(mail.text).toContain('asks you to help:\nPlease look at the replicas.\n');
    expect(mail.text).toContain(`Service: ${service.name}`);

    const seen = await ask<string>('GET', pathOf(linkIn(mail.text)), { key: null });
    expect(seen.body).toContain('value="accept"');
    expect(seen.body).not.toContain('value="acknowledge"');
    expect((await press(linkIn(forReady.Message), 'accept')).body).toContain('Thank you');
    expect((await press(linkIn(forBusy.Message), 'decline')).body).toContain('Understood');
    expect((await press(linkIn(forBusy.Message), 'accept')).body).toContain('You have declined');

    const helped = await incidentOf(incident.id);
    expect(helped.status).toBe('acknowledged');
    expect(helped.responders).toMatchObject([
      { contactId: ready.id, state: 'accepted', message: 'Please look at the replicas.' },
      { contactId: busy.id, state: 'declined' },
    ]);
    expect((await notificationsOf(incident.id)).filter(({ level }) => level === 0)).toHaveLength(4);

    expect(helped.roles).toContainEqual({ role: 'commander', contactId: null });
    await must('PUT', `${path}/roles/commander`, { contactId: onDuty.id });
    const led = await must<Incident>('PUT', `${path}/roles/commander`, {
      contactId: ready.id,
      reason: 'The night is long.',
    });
    expect(led.roles).toContainEqual({ role: 'commander', contactId: ready.id });
    expect(led.roles).toContainEqual({ role: 'scribe', contactId: null });

    const events = (await timelineOf(incident.id)).filter(({ type }) => /^(responder|role)\./.test(type));
    expect(events.map(({ type, data, actor }) => [type, data.contactId ?? data.to, actor.type])).toEqual([
      ['responder.requested', ready.id, 'key'],
      ['responder.requested', busy.id, 'key'],
      ['responder.accepted', ready.id, 'contact'],
      ['responder.declined', busy.id, 'contact'],
      ['role.assigned', onDuty.id, 'key'],
      ['role.handed-over', ready.id, 'key'],
    ]);
    expect(events.at(-1)).toMatchObject({
      data: { from: onDuty.id, fromContact: onDuty.name, toContact: ready.name },
      reason: 'The night is long.',
    });
  });

  it('is not paged any more when the incident is resolved, and then says so kindly', async () => {
    const { incident } = await acknowledgedIncident();
    const helper = await newContact({
      email: null,
      notificationRules: {
        high: [
          { after: 'PT0S', channel: 'sms' },
          { after: 'PT1H', channel: 'sms' },
        ],
      },
    });
    await must('POST', `/v1/incidents/${incident.id}/responders`, {
      targets: [{ type: 'contact', id: helper.id }],
    });
    const sms = await eventually(async () => (await smsForHelp(helper))[0]);
    await must('POST', `/v1/incidents/${incident.id}/resolve`, { summary: 'Rolled back.' });
    const rows = await eventually(async () => {
      const all = (await notificationsOf(incident.id)).filter(({ level }) => level === 0);
      return all.every(({ state }) => state !== 'pending') && all;
    });
    expect(rows.map(({ attempt, state }) => [attempt, state])).toEqual([
      [1, 'sent'],
      [2, 'skipped'],
    ]);
    expect((await press(linkIn(sms.Message), 'accept')).body).toContain('No help is needed any more');
    expect((await incidentOf(incident.id)).responders).toMatchObject([{ state: 'requested' }]);
  });
});
