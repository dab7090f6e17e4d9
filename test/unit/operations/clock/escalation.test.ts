import { describe, expect, it } from 'vitest';
import { planClock } from '#domain/incident/clock.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { openIncident } from '#operations/incident/openIncident.ts';
import { openOne, openRequest } from '#test/support/opened.ts';
import { ada, ben, organisationOf, payments, twoLevels } from '#test/support/sampleOrganisation.ts';
import { alice, entered, newWorld, type World } from '#test/support/world.ts';

async function wake(world: World, incidentId: string): Promise<void> {
  const record = await world.ports.incidents.get(incidentId);
  if (!record) throw new Error('gone');
  await runStage(entered(world, planClock(record, world.ports.clock.now())), world.ports);
}

const reasons = async (world: World, id: string) =>
  (await world.ports.incidents.timeline(id, 100, undefined)).items.map((event) => event.type);

describe('an incident nobody acknowledges', () => {
  it('pages the first level at once, the second after its delay, and then says that it is exhausted', async () => {
    const world = newWorld();
    const { id } = await openOne(world);

    await wake(world, id);
    expect(world.sent.map((page) => [page.contactId, page.channel]).sort()).toEqual([
      [ada.id, 'email'],
      [ada.id, 'sms'],
    ]);

    world.pass(5 * 60_000);
    await wake(world, id);
    expect(world.sent.slice(2).map((page) => page.contactId)).toEqual([ben.id]);

    world.pass(5 * 60_000);
    await wake(world, id);
    const record = await world.ports.incidents.get(id);
    expect(record?.escalation).toMatchObject({ level: 2, pass: 1, exhausted: true });
    expect(await reasons(world, id)).toContain('escalation.exhausted');
    expect(world.sent).toHaveLength(3);
  });

  it('never pages a level before its time, and waits the rest itself when it wakes a little early', async () => {
    const world = newWorld();
    const { id, openedAt, epoch } = await openOne(world);
    await wake(world, id);
    world.pass(5 * 60_000 - 700);

    await runStage(entered(world, { incidentId: id, epoch, stage: 'engage', waits: [300] }), world.ports);

    const second = world.sent.at(-1);
    expect(second?.contactId).toBe(ben.id);
    expect(second?.at).toBe(Date.parse(openedAt) + 5 * 60_000);
  });

  it('goes on to the level that counts now where one reached nobody, whatever was foretold for that time', async () => {
    const to = ({ id }: typeof ada) => [{ type: 'contact' as const, id }];
    // Ada is gone when the second pass begins, at the very moment for which the end would be foretold.
    const leave = [{ from: '2026-03-01T03:10:00.000Z', to: '2026-03-01T04:10:00.000Z', substituteId: null }];
    const window = { timeZone: 'UTC', from: '03:00', to: '04:00' };
    const steps = [
      { after: 'PT5M', targets: to(ada) },
      { after: 'PT1H', targets: to(ben), when: { window } },
    ];
    const policies = [{ ...twoLevels, steps, repeat: 1 }];
    const world = newWorld(organisationOf({ contacts: [{ ...ada, leave }, ben], policies }));
    const { id } = await openOne(world);
    for (const _ of [1, 2]) {
      world.pass(5 * 60_000);
      await wake(world, id);
    }
    expect(world.sent.map(({ contactId }) => contactId)).toEqual([ada.id, ada.id, ben.id]);
  });

  it('asks to be planned afresh when the timer of its state is wrong', async () => {
    const world = newWorld();
    const record = await openOne(world);
    await wake(world, record.id);

    await runStage(
      entered(world, { incidentId: record.id, epoch: 1, stage: 'engage', waits: [9999] }),
      world.ports,
    );

    expect(world.told.at(-1)).toMatchObject({ kind: 'failed', error: 'Muster.Replan' });
    expect(world.sent).toHaveLength(2);
  });

  it('pages the fallback target of the service when every level is used up', async () => {
    const service = { ...payments, fallbackTarget: { type: 'contact' as const, id: ben.id } };
    const policies = [
      { ...twoLevels, steps: [{ after: 'PT1M', targets: [{ type: 'contact' as const, id: ada.id }] }] },
    ];
    const world = newWorld(organisationOf({ services: [service], policies }));
    const { incidentId } = await openIncident({ ...openRequest(), service }, world.ports);

    for (let minute = 0; minute < 3; minute += 1) {
      world.pass(60_000);
      await wake(world, incidentId);
    }

    expect(world.sent.map((page) => page.contactId)).toEqual([ada.id, ada.id, ben.id]);
    const rows = await world.ports.incidents.notifications(incidentId, 100, undefined);
    expect(rows.items.at(-1)).toMatchObject({ contactId: ben.id, level: 2, pass: 1, state: 'sent' });
  });
});

describe('a page that fails', () => {
  it('is tried again, and the next level is paged at once when nobody was reached', async () => {
    const world = newWorld();
    world.refusedChannels.add(`${ada.id}#email`).add(`${ada.id}#sms`);
    const { id } = await openOne(world);

    await wake(world, id);

    expect(world.sent.map((page) => page.contactId)).toEqual([ben.id]);
    const rows = (await world.ports.incidents.notifications(id, 100, undefined)).items;
    expect(rows.map((row) => [row.contactId, row.state])).toEqual([
      [ada.id, 'failed'],
      [ada.id, 'failed'],
      [ben.id, 'sent'],
    ]);
    expect(rows[0]?.reason).toBe('The channel is down.');
  });

  it('does not hurry when another channel of the level got through', async () => {
    const world = newWorld();
    world.refusedChannels.add(`${ada.id}#sms`);
    const { id } = await openOne(world);

    await wake(world, id);

    expect(world.sent.map((page) => page.channel)).toEqual(['email']);
    expect((await world.ports.incidents.get(id))?.escalation.level).toBe(1);
  });

  it('is sent again when its sender died before it could say what became of it', async () => {
    const world = newWorld();
    const { id } = await openOne(world);
    const { send } = world.ports.pager;
    world.ports.pager.send = () => new Promise(() => undefined);
    void wake(world, id);
    await new Promise((resolve) => setImmediate(resolve));
    expect((await world.ports.incidents.pendingNotifications(id)).length).toBe(2);

    world.ports.pager.send = send;
    world.pass(10_000);
    await wake(world, id);

    expect(world.sent.map((page) => page.channel).sort()).toEqual(['email', 'sms']);
    expect(await world.ports.incidents.pendingNotifications(id)).toEqual([]);
  });
});

describe('somebody who can not be reached', () => {
  it('is skipped with the reason, and the next level is paged at once', async () => {
    const world = newWorld(organisationOf({ contacts: [ben] }));
    const { id } = await openOne(world);

    await wake(world, id);

    expect(world.sent.map((page) => page.contactId)).toEqual([ben.id]);
    const rows = (await world.ports.incidents.notifications(id, 100, undefined)).items;
    expect(rows[0]).toMatchObject({
      contactId: ada.id,
      channel: null,
      state: 'skipped',
      reason: 'The contact no longer exists.',
    });
  });
});

describe('an acknowledged incident', () => {
  it('tells its clock to go on, and returns to triggered when it is forgotten', async () => {
    const world = newWorld();
    const { id } = await openOne(world);
    await wake(world, id);
    await moveIncident(id, { name: 'acknowledge' }, { actor: alice }, world.ports);
    expect(world.told.at(-1)).toMatchObject({ kind: 'succeeded', plan: { stage: 'respond', waits: [1800] } });

    world.pass(30 * 60_000);
    await wake(world, id);

    const record = await world.ports.incidents.get(id);
    expect(record).toMatchObject({ status: 'triggered', escalation: { level: 0, pass: 2 } });
    expect(world.told.at(-1)).toMatchObject({ kind: 'failed', error: 'Muster.Replan' });
  });
});

describe('an old execution', () => {
  it('can do nothing once a later epoch keeps the time', async () => {
    const world = newWorld();
    const record = await openOne(world);
    await world.ports.clocks.put(record.id, { epoch: 2, stage: 'engage', taskToken: 'later' });

    await wake(world, record.id);

    expect(world.sent).toEqual([]);
    expect(world.told.at(-1)).toMatchObject({ kind: 'failed', error: 'Muster.Superseded' });
  });
});
