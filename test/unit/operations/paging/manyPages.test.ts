import { describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import type { Change } from '#domain/incident/change.ts';
import { planClock } from '#domain/incident/clock.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { openOne } from '#test/support/opened.ts';
import { ada, organisationOf, payments, platform, twoLevels } from '#test/support/sampleOrganisation.ts';
import { alice, entered, newWorld, type World } from '#test/support/world.ts';

/** As many as a team may have. */
const MEMBERS = 40;
/** What DynamoDB takes in one transaction. */
const MOST_WRITES = 100;

const sizeOf = ({ events, notifications, alerts, steps }: Change) =>
  1 + events.length + notifications.length + alerts.length + steps.length;

/** A team whose first level pages everyone, in a world that refuses what DynamoDB would refuse. */
function teamWorld(changes: Partial<Contact> = {}): World {
  const contacts = Array.from({ length: MEMBERS }, (_, index) => ({
    ...ada,
    ...changes,
    id: `ctc_${String(index).padStart(26, '0')}`,
  }));
  const team = { ...platform, members: contacts.map(({ id }) => id) };
  const targets = [{ type: 'team' as const, id: team.id, select: 'everyone' as const }];
  const policies = [{ ...twoLevels, steps: [{ after: 'PT0S', targets }] }];
  const world = newWorld(organisationOf({ contacts, teams: [team], policies, services: [payments] }));
  const { commit } = world.ports.incidents;
  world.ports.incidents.commit = async (...made) => {
    const size = made.reduce((sum, change) => sum + sizeOf(change), 0);
    if (size > MOST_WRITES) throw new Error(`A transaction of ${size} items.`);
    return commit(...made);
  };
  return world;
}

async function wake(world: World, id: string): Promise<void> {
  const record = await world.ports.incidents.get(id);
  if (!record) throw new Error('The incident is gone.');
  await runStage(entered(world, planClock(record, world.ports.clock.now())), world.ports);
}

async function states(world: World, id: string): Promise<Record<string, number>> {
  const { items } = await world.ports.incidents.notifications(id, 1000, undefined);
  const counts: Record<string, number> = {};
  for (const { state } of items) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

describe('a level of very many pages', () => {
  it('pages everyone by each channel once', async () => {
    const world = teamWorld();
    const { id } = await openOne(world);
    await wake(world, id);
    await wake(world, id);
    expect(world.sent).toHaveLength(2 * MEMBERS);
    expect(await states(world, id)).toEqual({ sent: 2 * MEMBERS });
    expect(await world.ports.incidents.get(id)).toMatchObject({ paging: null, pageTimes: [] });
  });

  it('is written in several parts where it needs to be, and no page of it is lost', async () => {
    const rule = (after: string, channel: 'sms' | 'email') => ({ after, channel });
    const high = [rule('PT0S', 'sms'), rule('PT0S', 'email'), rule('PT2M', 'sms'), rule('PT2M', 'email')];
    const world = teamWorld({ notificationRules: { high, low: null } });
    const { id } = await openOne(world);
    await wake(world, id);
    expect(world.sent).toHaveLength(2 * MEMBERS);
    world.pass(120_000);
    await wake(world, id);
    expect(world.sent).toHaveLength(4 * MEMBERS);
    expect(await states(world, id)).toEqual({ sent: 4 * MEMBERS });
  });

  it('is not paged on when somebody acknowledges while it is under way', async () => {
    const world = teamWorld();
    const { id } = await openOne(world);
    const { pager } = world.ports;
    let answered: Promise<unknown> | undefined;
    const send: typeof pager.send = async (...page) => {
      answered ??= moveIncident(
        id,
        { name: 'acknowledge' },
        { actor: alice },
        {
          ...world.ports,
          clock: { ...world.ports.clock, sleep: () => new Promise((done) => setImmediate(done)) },
        },
      );
      return pager.send(...page);
    };
    const record = await world.ports.incidents.get(id);
    if (!record) throw new Error('The incident is gone.');
    await runStage(entered(world, planClock(record, world.ports.clock.now())), {
      ...world.ports,
      pager: { send },
    });
    await answered;
    expect(world.sent.length).toBeLessThan(2 * MEMBERS);
    expect(await states(world, id)).toEqual({
      sent: world.sent.length,
      skipped: 2 * MEMBERS - world.sent.length,
    });
  });

  it.each(['acknowledge', 'cancel'] as const)('that waits is dropped as a whole by %s', async (name) => {
    const high = [
      { after: 'PT2M', channel: 'sms' as const },
      { after: 'PT3M', channel: 'email' as const },
    ];
    const world = teamWorld({ notificationRules: { high, low: null } });
    const { id } = await openOne(world);
    await wake(world, id);
    await moveIncident(id, { name }, { actor: alice }, world.ports);
    if (name === 'acknowledge') await wake(world, id);
    expect(world.sent).toEqual([]);
    expect(await states(world, id)).toEqual({ skipped: 2 * MEMBERS });
    expect((await world.ports.incidents.get(id))?.pageTimes).toEqual([]);
  });
});
