import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sweep } from '#operations/clock/sweep.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { openIncident } from '#operations/incident/openIncident.ts';
import { goOn } from '#test/support/executing.ts';
import { interleaved } from '#test/support/interleaved.ts';
import { openOne, openRequest } from '#test/support/opened.ts';
import { alice, newWorld, type World } from '#test/support/world.ts';

const read = (world: World, id: string) => world.ports.incidents.get(id);
const nameOf = (id: string, epoch: number) => `${id}-${epoch}`;

describe('the sweeper', () => {
  it('leaves alone what runs and is in time, what has just begun, and what is over', async () => {
    const world = newWorld();
    const { id } = await openOne(world);
    await goOn(world, nameOf(id, 1));
    const over = await openOne(world, { dedupKey: 'other' });
    await moveIncident(over.id, { name: 'cancel' }, { actor: alice }, world.ports);
    world.running.delete(nameOf(over.id, 1));
    world.pass(61_000);
    world.running.delete(nameOf((await openOne(world, { dedupKey: 'new' })).id, 1));

    expect(await sweep(world.ports)).toEqual({ open: 2, revived: 0 });
  });

  it('gives an incident whose execution is gone the next one, and says so', async () => {
    const world = newWorld();
    const { id } = await openOne(world);
    world.running.clear();
    world.pass(61_000);

    expect(await sweep(world.ports)).toEqual({ open: 1, revived: 1 });

    expect([...world.running]).toEqual([nameOf(id, 2)]);
    expect(await read(world, id)).toMatchObject({ epoch: 2, status: 'triggered' });
    const events = (await world.ports.incidents.timeline(id, 100, undefined)).items;
    expect(events.at(-1)).toMatchObject({
      type: 'clock.revived',
      data: { epoch: 2 },
      reason: 'Its execution was gone. The next one keeps its time.',
    });
    await goOn(world, nameOf(id, 2));
    expect(world.sent).toHaveLength(2);
  });

  it('replaces an execution that runs and does not wake, and ends it', async () => {
    const world = newWorld();
    const { id } = await openOne(world);
    await goOn(world, nameOf(id, 1));
    world.pass(5 * 60_000 + 21_000);

    await sweep(world.ports);

    expect((await read(world, id))?.epoch).toBe(2);
    expect([...world.running]).toEqual([nameOf(id, 2)]);
  });

  it('starts the next execution even where the old one can not be stopped, and stops it in the next sweep', async () => {
    const world = newWorld();
    const { id } = await openOne(world);
    await goOn(world, nameOf(id, 1));
    world.pass(5 * 60_000 + 21_000);
    const { stop } = world.ports.executions;
    world.ports.executions.stop = async () => {
      throw new Error('Step Functions does not answer.');
    };

    expect(await sweep(world.ports)).toEqual({ open: 1, revived: 1 });
    expect([...world.running]).toEqual([nameOf(id, 1), nameOf(id, 2)]);

    world.ports.executions.stop = stop;
    expect(await sweep(world.ports)).toEqual({ open: 1, revived: 0 });
    expect([...world.running]).toEqual([nameOf(id, 2)]);
  });

  it('goes one epoch on where a start was lost', async () => {
    const world = newWorld();
    const { start } = world.ports.executions;
    world.ports.executions.start = async () => {
      throw new Error('Step Functions does not answer.');
    };
    const { incidentId } = await openIncident(openRequest(), world.ports);
    world.pass(61_000);
    expect(await sweep(world.ports)).toEqual({ open: 1, revived: 0 });

    world.ports.executions.start = start;
    world.pass(61_000);
    expect(await sweep(world.ports)).toEqual({ open: 1, revived: 1 });
    expect([...world.running]).toEqual([nameOf(incidentId, 3)]);
  });

  it('revives the others when one can not be revived', async () => {
    const world = newWorld();
    const { id } = await openOne(world);
    const other = await openOne(world, { dedupKey: 'other' });
    world.running.clear();
    world.pass(61_000);
    const { get } = world.ports.incidents;
    world.ports.incidents.get = async (incidentId) => {
      if (incidentId === id) throw new Error('This item does not answer.');
      return get(incidentId);
    };

    expect(await sweep(world.ports)).toEqual({ open: 2, revived: 1 });
    expect([...world.running]).toEqual([nameOf(other.id, 2)]);
  });

  it('against a clock that is late but alive leaves one of them, and each page is sent once', async () => {
    const seen = { revived: 0, kept: 0 };
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.nat(20), async (scheduler, head) => {
        const world = newWorld();
        const { id } = await openOne(world);
        world.pass(25_000);
        const ports = interleaved(world, scheduler);
        const swept = (async () => {
          for (let turn = 0; turn < head; turn += 1) await scheduler.schedule(Promise.resolve());
          return sweep(ports);
        })();
        await scheduler.waitFor(Promise.all([goOn(world, nameOf(id, 1), ports), swept]));
        await Promise.all([...world.running].map((name) => goOn(world, name)));

        const record = await read(world, id);
        seen[record?.epoch === 1 ? 'kept' : 'revived'] += 1;
        expect([...world.running]).toEqual([nameOf(id, record?.epoch ?? 0)]);
        expect(world.sent.map((page) => page.channel).sort()).toEqual(['email', 'sms']);
        expect(record).toMatchObject({ paging: null, escalation: { level: 1 } });
      }),
      { numRuns: 200 },
    );
    expect(Math.min(seen.revived, seen.kept)).toBeGreaterThan(10);
  });
});
