import { describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import { planClock } from '#domain/incident/clock.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { patchIncident } from '#operations/incident/patchIncident.ts';
import { openOne } from '#test/support/opened.ts';
import { ada, ben, organisationOf } from '#test/support/sampleOrganisation.ts';
import { alice, entered, newWorld, START, type World } from '#test/support/world.ts';

// Incidents open at 04:00 in Berlin.
const asleep: Contact = {
  ...ada,
  email: null,
  quietTimes: { hours: { from: '22:00', to: '07:00' }, weekdays: [], holidays: [] },
};
const MORNING = Date.parse('2026-03-01T06:00:00.000Z');
const low = { severity: 'low', impact: 'low' } as const;

async function recordOf(world: World, id: string): Promise<IncidentRecord> {
  const record = await world.ports.incidents.get(id);
  if (!record) throw new Error('The incident is gone.');
  return record;
}

async function wake(world: World, id: string): Promise<void> {
  const record = await recordOf(world, id);
  await runStage(entered(world, planClock(record, world.ports.clock.now())), world.ports);
}

const rows = async (world: World, id: string) =>
  (await world.ports.incidents.notifications(id, 100, undefined)).items.map(
    ({ contactId, channel, level, pass, state }) => [contactId, channel, level, pass, state],
  );

const untilMorning = (world: World) => world.pass(MORNING - world.ports.clock.now().getTime());

describe('a page of low urgency for somebody who is asleep', () => {
  it('waits for their morning, and the next level waits with it', async () => {
    const world = newWorld(organisationOf({ contacts: [asleep, ben] }));
    const { id } = await openOne(world, low);
    await wake(world, id);
    expect(world.sent).toEqual([]);
    expect(await rows(world, id)).toEqual([[ada.id, 'sms', 1, 1, 'pending']]);
    expect((await recordOf(world, id)).nextAt).toBe(new Date(MORNING + 5 * 60_000).toISOString());

    untilMorning(world);
    await wake(world, id);
    expect(world.sent.map(({ contactId }) => contactId)).toEqual([ada.id]);
    expect(world.sent[0]?.at).toBeGreaterThanOrEqual(MORNING);
  });

  it('goes out with the others of that morning in one message, each with its link', async () => {
    const world = newWorld(organisationOf({ contacts: [asleep, ben] }));
    const opened = [
      await openOne(world, { ...low, dedupKey: 'one', title: 'Disk is filling' }),
      await openOne(world, { ...low, dedupKey: 'two', title: 'Report is late' }),
      await openOne(world, { ...low, dedupKey: 'three', title: 'Certificate expires' }),
    ];
    for (const { id } of opened) await wake(world, id);
    untilMorning(world);
    await Promise.all(opened.map(({ id }) => wake(world, id)));

    expect(world.sent).toHaveLength(1);
    for (const { title } of opened) expect(world.sent[0]?.text).toContain(title);
    expect(world.sent[0]?.text.match(/https:/g)).toHaveLength(3);
    for (const { id } of opened) expect(await rows(world, id)).toEqual([[ada.id, 'sms', 1, 1, 'sent']]);
  });

  it('goes out once where several of one incident have waited for it', async () => {
    const low10 = [
      { after: 'PT0S', channel: 'sms' as const },
      { after: 'PT10M', channel: 'sms' as const },
    ];
    const twice: Contact = { ...asleep, notificationRules: { high: null, low: low10 } };
    const world = newWorld(organisationOf({ contacts: [twice, ben] }));
    const { id } = await openOne(world, low);
    await wake(world, id);
    untilMorning(world);
    await wake(world, id);

    expect(world.sent).toHaveLength(1);
    expect((await rows(world, id)).map((row) => row.at(-1))).toEqual(['sent', 'sent']);
  });

  it('names no incident whose own round ends while the message is written', async () => {
    const world = newWorld(organisationOf({ contacts: [asleep, ben] }));
    const one = await openOne(world, { ...low, dedupKey: 'one', title: 'Disk is filling' });
    const two = await openOne(world, { ...low, dedupKey: 'two', title: 'Report is late' });
    for (const { id } of [one, two]) await wake(world, id);
    untilMorning(world);
    const key = { contactId: ada.id, channel: 'sms' as const, dueAt: new Date(MORNING).toISOString() };
    await world.ports.bundles.join(key, {
      incidentId: two.id,
      until: new Date(MORNING + 3_500).toISOString(),
    });
    // The table is slow while the other incident is read.
    const { get } = world.ports.incidents;
    const slow: typeof get = async (id) => {
      if (id === two.id) world.pass(1_000);
      return get(id);
    };
    const { incidents } = world.ports;
    const record = await recordOf(world, one.id);
    await runStage(entered(world, planClock(record, world.ports.clock.now())), {
      ...world.ports,
      incidents: { ...incidents, get: slow },
    });
    expect(world.sent.map(({ text }) => text.includes('Report'))).toEqual([false]);
  });

  it('says nothing of an incident that somebody acknowledged before', async () => {
    const world = newWorld(organisationOf({ contacts: [asleep, ben] }));
    const one = await openOne(world, { ...low, dedupKey: 'one', title: 'Disk is filling' });
    const two = await openOne(world, { ...low, dedupKey: 'two', title: 'Report is late' });
    for (const { id } of [one, two]) await wake(world, id);
    await moveIncident(one.id, { name: 'acknowledge' }, { actor: alice }, world.ports);
    await wake(world, one.id);
    untilMorning(world);
    await Promise.all([one, two].map(({ id }) => wake(world, id)));

    expect(world.sent.map(({ text }) => text.includes('Disk'))).toEqual([false]);
    expect(await rows(world, one.id)).toEqual([[ada.id, 'sms', 1, 1, 'skipped']]);
  });

  it('is not sent when the incident is over, and says why', async () => {
    const world = newWorld(organisationOf({ contacts: [asleep, ben] }));
    const { id } = await openOne(world, low);
    await wake(world, id);
    await moveIncident(id, { name: 'cancel' }, { actor: alice }, world.ports);
    expect(await rows(world, id)).toEqual([[ada.id, 'sms', 1, 1, 'skipped']]);
    expect((await recordOf(world, id)).pageTimes).toEqual([]);
  });

  it('is dropped with the others when the incident ends after their sender died', async () => {
    const world = newWorld(organisationOf({ contacts: [ada, ben] }));
    const { id } = await openOne(world);
    const record = await recordOf(world, id);
    const dying = { acknowledge: () => Promise.reject(new Error('The worker dies.')) };
    const crash = {
      ...world.ports,
      links: dying,
      clock: { ...world.ports.clock, sleep: () => Promise.reject(new Error('The worker dies.')) },
    };
    await runStage(entered(world, planClock(record, world.ports.clock.now())), crash).catch(() => undefined);
    await moveIncident(id, { name: 'cancel' }, { actor: alice }, world.ports);
    expect(await rows(world, id)).toEqual([
      [ada.id, 'email', 1, 1, 'skipped'],
      [ada.id, 'sms', 1, 1, 'skipped'],
    ]);
  });

  it('gives way to a page at once when the priority is raised', async () => {
    const world = newWorld(organisationOf({ contacts: [asleep, ben] }));
    const { id } = await openOne(world, low);
    await wake(world, id);
    world.pass(60_000);
    await patchIncident(
      id,
      { severity: 'critical', impact: 'critical' },
      { actor: alice },
      undefined,
      world.ports,
    );
    await wake(world, id);
    expect(world.sent.map(({ contactId, at }) => [contactId, at])).toEqual([
      [ada.id, START.getTime() + 60_000],
    ]);
    expect(await rows(world, id)).toEqual([
      [ada.id, 'sms', 1, 1, 'skipped'],
      [ada.id, 'sms', 1, 2, 'sent'],
    ]);
  });
});

describe("pages by somebody's own rules", () => {
  const patient: Contact = {
    ...ada,
    notificationRules: {
      high: [
        { after: 'PT0S', channel: 'email' },
        { after: 'PT2M', channel: 'sms' },
      ],
      low: null,
    },
  };

  it('follow one another until somebody acknowledges, and not after', async () => {
    const world = newWorld(organisationOf({ contacts: [patient, ben] }));
    const [one, other] = [await openOne(world, { dedupKey: 'a' }), await openOne(world, { dedupKey: 'b' })];
    for (const { id } of [one, other]) await wake(world, id);
    expect(world.sent.map(({ channel }) => channel)).toEqual(['email', 'email']);
    await moveIncident(other.id, { name: 'acknowledge' }, { actor: alice }, world.ports);
    world.pass(120_000);
    for (const { id } of [one, other]) await wake(world, id);
    expect(world.sent.slice(2).map(({ channel }) => channel)).toEqual(['sms']);
    expect(await rows(world, other.id)).toEqual([
      [ada.id, 'email', 1, 1, 'sent'],
      [ada.id, 'sms', 1, 1, 'skipped'],
    ]);
  });

  it('hold while the incident is snoozed, and go out when that is over', async () => {
    const world = newWorld(organisationOf({ contacts: [patient, ben] }));
    const { id } = await openOne(world);
    await wake(world, id);
    await moveIncident(id, { name: 'snooze', for: 'PT10M' }, { actor: alice }, world.ports);
    await wake(world, id);
    world.pass(120_000);
    await wake(world, id);
    expect(world.sent.map(({ channel }) => channel)).toEqual(['email']);
    world.pass(8 * 60_000);
    await wake(world, id);
    expect(world.sent.map(({ contactId, channel }) => [contactId, channel])).toEqual([
      [ada.id, 'email'],
      [ada.id, 'sms'],
      [ben.id, 'sms'],
    ]);
  });

  it('go out at their own time where somebody escalates and so ends the snooze', async () => {
    const world = newWorld(organisationOf({ contacts: [patient, ben] }));
    const { id } = await openOne(world);
    await wake(world, id);
    await moveIncident(id, { name: 'snooze', for: 'PT10M' }, { actor: alice }, world.ports);
    await wake(world, id);
    await moveIncident(id, { name: 'escalate' }, { actor: alice }, world.ports);
    await wake(world, id);
    world.pass(120_000);
    await wake(world, id);
    expect(world.sent.map(({ contactId, channel }) => [contactId, channel])).toEqual([
      [ada.id, 'email'],
      [ben.id, 'sms'],
      [ada.id, 'sms'],
    ]);
  });

  it.each<[string, Partial<Contact>, string]>([
    [
      'has gone on leave meanwhile',
      {
        leave: [
          {
            from: START.toISOString(),
            to: new Date(START.getTime() + 3600_000).toISOString(),
            substituteId: null,
          },
        ],
      },
      'Ada is away until 2026-03-01T04:00:00.000Z.',
    ],
    ['has no phone any more', { phone: null }, 'Ada has no phone any more.'],
  ])('are not sent to somebody who %s, and say so', async (_case, changes, reason) => {
    const people = [patient, ben];
    const world = newWorld(organisationOf({ contacts: people }));
    const { id } = await openOne(world);
    await wake(world, id);
    people[0] = { ...patient, ...changes };
    world.pass(120_000);
    await wake(world, id);
    expect(world.sent.map(({ channel }) => channel)).toEqual(['email']);
    const { items } = await world.ports.incidents.notifications(id, 100, undefined);
    expect(items.find(({ channel }) => channel === 'sms')).toMatchObject({ state: 'skipped', reason });
  });

  it('are sent again by whoever finds them when their sender is gone', async () => {
    const world = newWorld(organisationOf({ contacts: [patient, ben] }));
    const { id } = await openOne(world);
    await wake(world, id);
    world.pass(120_000);
    const { pager } = world.ports;
    const dying = { ...pager, send: () => Promise.reject(new Error('The worker dies.')) };
    const crash = {
      ...world.ports,
      pager: dying,
      clock: { ...world.ports.clock, sleep: () => Promise.reject(new Error('The worker dies.')) },
    };
    const record = await recordOf(world, id);
    await runStage(entered(world, planClock(record, world.ports.clock.now())), crash).catch(() => undefined);
    world.pass(10_000);
    await wake(world, id);
    expect(world.sent.filter(({ channel }) => channel === 'sms')).toHaveLength(1);
  });
});
