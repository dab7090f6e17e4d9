import { beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import type { EscalationPolicy, Simulation } from '#domain/escalation/schema.ts';
import type { Incident } from '#domain/incident/schema.ts';
import type { Notification } from '#domain/notification/schema.ts';
import type { OnCall, Schedule } from '#domain/schedule/schema.ts';
import type { Service } from '#domain/service/schema.ts';
import type { Team } from '#domain/team/schema.ts';
import { eventually } from '#test/support/eventually.ts';
import { mailTo, smsTo } from '#test/support/inboxes.ts';
import { ask, incidentOf, must, notificationsOf, timelineOf } from '#test/support/musterApi.ts';
import { newContact, newPolicy, newService, unique } from '#test/support/organisations.ts';

const open = (service: Service, changes: Record<string, unknown> = {}) =>
  must<Incident>('POST', '/v1/incidents', {
    title: unique('on call'),
    serviceId: service.id,
    severity: 'critical',
    impact: 'critical',
    ...changes,
  });

const settled = (id: string, rows: number) =>
  eventually(async () => {
    const all = await notificationsOf(id);
    return all.length >= rows && all.every(({ state }) => state !== 'pending') && all;
  });

const shown = ({ contactId, channel, level, pass, state }: Notification) => [
  contactId,
  channel,
  level,
  pass,
  state,
];

/** A schedule on which two take turns each day. */
async function newSchedule(participants: Contact[]): Promise<{ schedule: Schedule; onCall: Contact }> {
  const schedule = await must<Schedule>('POST', '/v1/schedules', {
    name: unique('schedule'),
    timeZone: 'Australia/Lord_Howe',
    layers: [
      {
        name: 'Days',
        participants: participants.map(({ id }) => id),
        rotation: { every: 'P1D', handoff: '00:00', from: '2026-01-05' },
      },
    ],
  });
  const { onCall } = await must<OnCall>('GET', `/v1/schedules/${schedule.id}/on-call`);
  const found = participants.find(({ id }) => id === onCall[0]?.contactId);
  if (!found) throw new Error('Nobody is on call.');
  return { schedule, onCall: found };
}

const newTeam = (members: Contact[]) =>
  must<Team>('POST', '/v1/teams', { name: unique('team'), members: members.map(({ id }) => id) });

/** Two incidents for somebody whose morning, in another zone, is at the next full minute that leaves time for it. */
async function openBeforeTheMorning() {
  const timeZone = 'Asia/Kathmandu';
  const clock = (at: number) =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(at);
  const morning = Math.ceil((Date.now() + 15_000) / 60_000) * 60_000;
  const hours = { from: clock(morning - 3600_000), to: clock(morning) };
  const asleep = await newContact({ timeZone, email: null, quietTimes: { hours } });
  const policy = await newPolicy([['PT0S', asleep]]);
  const service = await newService({ escalationPolicyId: policy.id });
  const low = { severity: 'low', impact: 'low' };
  const incidents = await Promise.all([open(service, low), open(service, low)]);
  for (const { id } of incidents) {
    const rows = await eventually(async () => {
      const all = await notificationsOf(id);
      return all.length > 0 && all;
    });
    expect(rows.map(({ state, dueAt }) => [state, dueAt])).toEqual([
      ['pending', new Date(morning).toISOString()],
    ]);
  }
  return { asleep, morning, incidents };
}

// Their morning comes while the other tests run, and the last one looks at it.
let untilMorning: Awaited<ReturnType<typeof openBeforeTheMorning>>;
beforeAll(async () => {
  untilMorning = await openBeforeTheMorning();
});

describe('an incident of high urgency', () => {
  let participants: Contact[];
  let members: Contact[];
  let onCall: Contact;
  let policy: EscalationPolicy;
  let service: Service;

  beforeAll(async () => {
    const patient = {
      notificationRules: {
        high: [
          { after: 'PT0S', channel: 'email' },
          { after: 'PT2S', channel: 'sms' },
        ],
      },
    };
    participants = await Promise.all([newContact(patient), newContact(patient)]);
    members = await Promise.all([
      newContact({ notificationRules: { high: [{ after: 'PT0S', channel: 'sms' }] } }),
      newContact({ notificationRules: { high: [{ after: 'PT0S', channel: 'email' }] } }),
    ]);
    const { schedule, onCall: first } = await newSchedule(participants);
    const team = await newTeam(members);
    onCall = first;
    policy = await must<EscalationPolicy>('POST', '/v1/escalation-policies', {
      name: unique('policy'),
      steps: [
        { after: 'PT0S', targets: [{ type: 'schedule', id: schedule.id }] },
        { after: 'PT4S', targets: [{ type: 'team', id: team.id, select: 'round-robin' }] },
        {
          after: 'PT1S',
          targets: [{ type: 'team', id: team.id }],
          when: { priorities: ['P5'] },
        },
      ],
    });
    service = await newService({ escalationPolicyId: policy.id });
  });

  it('pages who is on call at that instant, as their own rules say, then the team in turn', async () => {
    const incidents = [await open(service), await open(service)];
    const [one, other] = await Promise.all(incidents.map(({ id }) => settled(id, 3)));
    expect(one?.map(shown)).toEqual([
      [onCall.id, 'email', 1, 1, 'sent'],
      [onCall.id, 'sms', 1, 1, 'sent'],
      [members[0]?.id, 'sms', 2, 1, 'sent'],
    ]);
    expect(other?.map(shown).at(-1)).toEqual([members[1]?.id, 'email', 2, 1, 'sent']);
    expect(one?.[0]?.reason).toContain('who is on call for');
    const pages = (await timelineOf(incidents[0]?.id ?? '')).filter(({ type }) => type === 'page.sent');
    const [email, sms] = pages.map(({ at }) => Date.parse(at));
    expect((sms ?? 0) - (email ?? 0)).toBeGreaterThanOrEqual(1500);
    expect(await smsTo(onCall.phone ?? '')).toHaveLength(2);
    await eventually(async () => (await mailTo(members[1]?.email ?? '')).length > 0);
  });

  it('sends the pages that a simulation names, level by level', async () => {
    const at = new Date().toISOString();
    const simulated = await must<Simulation>('POST', `/v1/escalation-policies/${policy.id}/simulate`, {
      at,
      priority: 'P1',
      serviceId: service.id,
    });
    const { id } = await open(service);
    const sent = await settled(id, 3);
    expect(sent.map(({ level, pass, contactId, channel }) => [level, pass, contactId, channel])).toEqual(
      simulated.pages.map(({ level, pass, contactId, channel }) => [level, pass, contactId, channel]),
    );
    for (const [index, row] of sent.entries()) {
      const planned = Date.parse(simulated.pages[index]?.at ?? '') - Date.parse(at);
      const waited = Date.parse(row.at) - Date.parse(sent[0]?.at ?? '');
      expect(waited - planned).toBeGreaterThan(-500);
      expect(waited - planned).toBeLessThan(3000);
    }
  });

  it('leaves out who is away, names who is, and pages who stands in', async () => {
    const away = participants.find(({ id }) => id !== onCall.id);
    const span = {
      from: new Date(Date.now() - 60_000).toISOString(),
      to: new Date(Date.now() + 3600_000).toISOString(),
    };
    await must('PATCH', `/v1/contacts/${onCall.id}`, { leave: [{ ...span, substituteId: away?.id }] });
    const { id } = await open(service);
    const rows = await settled(id, 3);
    await must('POST', `/v1/incidents/${id}/acknowledge`, {});
    await must('PATCH', `/v1/contacts/${onCall.id}`, { leave: [] });
    expect(rows.filter(({ level }) => level === 1).map(shown)).toEqual(
      expect.arrayContaining([
        [onCall.id, null, 1, 1, 'skipped'],
        [away?.id, 'email', 1, 1, 'sent'],
      ]),
    );
  });
});

describe('a level whose people are reached over some seconds', () => {
  it('does not put off the next one', async () => {
    const slow = await newContact({
      notificationRules: {
        high: [
          { after: 'PT0S', channel: 'sms' },
          { after: 'PT2S', channel: 'email' },
        ],
      },
    });
    const policy = await newPolicy([
      ['PT0S', slow],
      ['PT4S', await newContact({ email: null })],
    ]);
    const { id } = await open(await newService({ escalationPolicyId: policy.id }));
    await settled(id, 3);
    const pages = (await timelineOf(id)).filter(({ type }) => type === 'page.sent');
    const [first, , next] = pages.map(({ at }) => Date.parse(at));
    const waited = (next ?? 0) - (first ?? 0);
    expect(waited).toBeGreaterThanOrEqual(4000);
    expect(waited).toBeLessThan(5500);
  });
});

describe('a level of forty people', () => {
  it('is paged whole, each once, and no other level before its time', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, () => newContact()));
    const team = await newTeam(people);
    const policy = await must<EscalationPolicy>('POST', '/v1/escalation-policies', {
      name: unique('policy'),
      steps: [
        { after: 'PT0S', targets: [{ type: 'team', id: team.id }] },
        { after: 'PT1H', targets: [{ type: 'team', id: team.id }] },
      ],
    });
    const { id } = await open(await newService({ escalationPolicyId: policy.id }));
    const rows = await eventually(
      async () => {
        const all = await notificationsOf(id);
        return all.length === 80 && all.every(({ state }) => state === 'sent') && all;
      },
      { within: 40_000 },
    );
    expect(new Set(rows.map(({ contactId }) => contactId)).size).toBe(40);
    expect((await incidentOf(id)).escalation).toMatchObject({ level: 1, pass: 1 });
    for (const { phone } of people) expect(await smsTo(phone ?? '')).toHaveLength(1);
  });
});

describe('an escalation that is under way', () => {
  it('stays as it is when its policy is edited and its people are deleted', async () => {
    const [first, gone, last] = await Promise.all([
      newContact({ email: null }),
      newContact({ email: null }),
      newContact({ email: null }),
    ]);
    const policy = await newPolicy([
      ['PT0S', first],
      ['PT3S', gone],
      ['PT2S', last],
    ]);
    const service = await newService({ escalationPolicyId: policy.id });
    const { id } = await open(service);
    await settled(id, 1);

    const steps = [{ after: 'PT1H', targets: [{ type: 'contact', id: first.id }] }];
    await must('PATCH', `/v1/escalation-policies/${policy.id}`, { steps });
    expect((await ask('DELETE', `/v1/contacts/${gone.id}`)).status).toBe(204);

    const rows = await eventually(async () => {
      const all = await notificationsOf(id);
      return all.some(({ contactId, state }) => contactId === last.id && state === 'sent') && all;
    });
    expect(rows.map(shown)).toEqual([
      [first.id, 'sms', 1, 1, 'sent'],
      [gone.id, null, 2, 1, 'skipped'],
      [last.id, 'sms', 3, 1, 'sent'],
    ]);
    expect(rows[1]?.reason).toBe('The contact no longer exists.');
  });

  it('begins again at once when the priority is raised, by the rules of the new urgency', async () => {
    const asleep = await newContact({
      quietTimes: { hours: { from: '00:00', to: '23:59' } },
      email: null,
    });
    const policy = await newPolicy([['PT0S', asleep]]);
    const service = await newService({ escalationPolicyId: policy.id });
    const { id } = await open(service, { severity: 'low', impact: 'low' });
    await eventually(async () => (await notificationsOf(id)).length === 1);
    const [waiting] = await notificationsOf(id);
    // In the last minute of the day nobody is asleep, and nothing waits.
    if (waiting?.state === 'pending') {
      await must('PATCH', `/v1/incidents/${id}`, { severity: 'critical', impact: 'critical' });
      const rows = await settled(id, 2);
      expect(rows.map(shown)).toEqual([
        [asleep.id, 'sms', 1, 1, 'skipped'],
        [asleep.id, 'sms', 1, 2, 'sent'],
      ]);
    }
    expect(await smsTo(asleep.phone ?? '')).toHaveLength(1);
  });
});

describe('incidents of low urgency', () => {
  it('wait for the morning of a person in another zone, and come in one message', async () => {
    const { asleep, morning, incidents } = untilMorning;
    const rows = await Promise.all(
      incidents.map(({ id }) =>
        eventually(
          async () => {
            const all = await notificationsOf(id);
            return all.every(({ state }) => state === 'sent') && all;
          },
          { within: 90_000, every: 500 },
        ),
      ),
    );
    for (const [row] of rows) {
      const late = Date.parse(row?.at ?? '') - morning;
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(5000);
    }
    const messages = await smsTo(asleep.phone ?? '');
    expect(messages).toHaveLength(1);
    for (const { number } of incidents) expect(messages[0]?.Message).toContain(`#${number}`);
    expect((await incidentOf(incidents[0]?.id ?? '')).status).toBe('triggered');
  }, 120_000);
});
