import { describe, expect, it } from 'vitest';
import { durationMilliseconds } from '#domain/duration.ts';
import { changeOf } from '#domain/incident/change.ts';
import { planClock } from '#domain/incident/clock.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { waiveReview } from '#operations/incident/waiveReview.ts';
import { openOne } from '#test/support/opened.ts';
import { alice, entered, newWorld } from '#test/support/world.ts';

describe('waiving a review', () => {
  it('wakes the clock of an incident that waits for nothing else, which closes it', async () => {
    const world = newWorld();
    const { incidents, clock } = world.ports;
    const opened = await openOne(world);
    const { id, quietPeriod } = opened;
    const review = { required: true, dueIn: 'P5D', waived: false };
    await incidents.commit(changeOf(opened, clock.now(), { review }, []));
    const read = async () => {
      const record = await incidents.get(id);
      if (!record) throw new Error('The incident is gone.');
      return record;
    };
    const wake = async () => runStage(entered(world, planClock(await read(), clock.now())), world.ports);

    const resolve = { name: 'resolve' as const, summary: 'Rolled back.', cause: null };
    await moveIncident(id, resolve, { actor: alice }, world.ports);
    world.pass(durationMilliseconds(quietPeriod));
    await wake();
    // The clock has found the gate shut, and waits in another state.
    await wake();
    expect(await read()).toMatchObject({ status: 'resolved', closureBlockedAt: clock.now().toISOString() });

    const told = world.told.length;
    await waiveReview(id, { actor: alice, reason: 'A false alarm.' }, world.ports);
    expect(world.told.slice(told)).toMatchObject([{ kind: 'failed', error: 'Muster.Replan' }]);
    await wake();
    expect((await read()).status).toBe('closed');
  });
});
