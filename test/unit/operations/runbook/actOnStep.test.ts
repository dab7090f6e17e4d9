import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planClock } from '#domain/incident/clock.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { Refusal } from '#domain/refusal.ts';
import type { RunbookStep, StepAction } from '#domain/runbook/schema.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { type AskedAction, actOnStep } from '#operations/runbook/actOnStep.ts';
import { readRunbook } from '#operations/runbook/readRunbook.ts';
import { interleaved } from '#test/support/interleaved.ts';
import { openOne } from '#test/support/opened.ts';
import { automatedStep, openWith } from '#test/support/runbooks.ts';
import { ada } from '#test/support/sampleOrganisation.ts';
import { runbookStep } from '#test/support/samplePlan.ts';
import { alice, entered, newWorld, type World } from '#test/support/world.ts';

const complete: StepAction = { name: 'complete', output: 'log' };
const MINUTE = 60_000;

async function read(world: World, id: string): Promise<IncidentRecord> {
  const record = await world.ports.incidents.get(id);
  if (!record) throw new Error('The incident is gone.');
  return record;
}

async function stageOf(world: World, id: string, taskToken = 'token') {
  return entered(world, planClock(await read(world, id), world.ports.clock.now()), { taskToken });
}

const wake = async (world: World, id: string) => runStage(await stageOf(world, id), world.ports);

const act = (world: World, id: string, key: string, action: AskedAction) =>
  actOnStep(id, key, action, alice, world.ports);

async function stepOf(world: World, id: string, key: string): Promise<RunbookStep | undefined> {
  return (await readRunbook(id, world.ports)).find((step) => step.key === key);
}

const eventsOf = async (world: World, id: string) =>
  (await world.ports.incidents.timeline(id, 100, undefined)).items
    .filter(({ type }) => type.startsWith('step.'))
    .map(({ type, data }) => [type, data.step, data.run]);

describe('a runbook', () => {
  it('is what the plan says, with what has happened since: automations have been asked for', async () => {
    const steps = [
      runbookStep('check', { target: 'PT5M' }),
      automatedStep('restart', 'opened'),
      automatedStep('collect', 'manual'),
    ];
    const { world, record } = await openWith(steps);
    const runbook = await readRunbook(record.id, world.ports);
    expect(runbook.map(({ key, state, run }) => [key, state, run])).toEqual([
      ['check', 'open', 0],
      ['restart', 'requested', 1],
      ['collect', 'open', 0],
    ]);
    expect(runbook[0]).toMatchObject({ ...steps[0], at: null, by: null, late: false });
    expect(await eventsOf(world, record.id)).toEqual([['step.requested', 'restart', 1]]);
  });

  it('says when a step is due and when it is late, until it is done', async () => {
    const { world, record } = await openWith([runbookStep('check', { target: 'PT5M' })]);
    const dueAt = new Date(Date.parse(record.openedAt) + 5 * MINUTE).toISOString();
    world.pass(5 * MINUTE);
    expect(await stepOf(world, record.id, 'check')).toMatchObject({ dueAt, late: false });
    world.pass(1);
    expect(await stepOf(world, record.id, 'check')).toMatchObject({ dueAt, late: true });
    await act(world, record.id, 'check', complete);
    expect(await stepOf(world, record.id, 'check')).toMatchObject({ dueAt, late: false, state: 'done' });
  });

  it('has no steps where the incident has no plan', async () => {
    const world = newWorld();
    const { id, number } = await openOne(world);
    expect(await readRunbook(String(number), world.ports)).toEqual([]);
    await expect(act(world, id, 'check', complete)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('an action on a step', () => {
  it('answers with the step as it is then, the same when it is asked for again', async () => {
    const { world, record } = await openWith([runbookStep('check', { required: true })]);
    const done = await act(world, record.id, 'check', complete);
    expect(done).toMatchObject({
      key: 'check',
      title: 'Step check',
      state: 'done',
      output: 'log',
      by: alice,
    });
    world.pass(1000);
    expect(await act(world, record.id, 'check', { name: 'complete', output: 'other' })).toEqual(done);
    expect(await eventsOf(world, record.id)).toEqual([['step.completed', 'check', 0]]);
  });

  it('is refused for a step that the plan does not have, and for an incident that there is not', async () => {
    const { world, record } = await openWith([runbookStep('check')]);
    await expect(act(world, record.id, 'other', complete)).rejects.toMatchObject({ code: 'not-found' });
    await expect(act(world, 'inc_0', 'check', complete)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('gives a step only to somebody who exists', async () => {
    const { world, record } = await openWith([runbookStep('check')]);
    const nobody: AskedAction = { name: 'assign', contactId: 'ctc_00000000000000000000000XXX' };
    await expect(act(world, record.id, 'check', nobody)).rejects.toMatchObject({
      code: 'validation-failed',
      extra: { errors: [{ path: 'contactId' }] },
    });
    const given = await act(world, record.id, 'check', { name: 'assign', contactId: ada.id });
    expect(given).toMatchObject({ assigneeId: ada.id, state: 'open' });
    expect(await act(world, record.id, 'check', { name: 'assign', contactId: null })).toMatchObject({
      assigneeId: null,
    });
  });
});

describe('the clock of an automation', () => {
  it('is told of a run that somebody asks for, and shows it as expired in time', async () => {
    const { world, record } = await openWith([automatedStep('collect', 'manual')]);
    await wake(world, record.id);
    await act(world, record.id, 'collect', { name: 'run' });
    expect(world.told.at(-1)).toMatchObject({ kind: 'failed', error: 'Muster.Replan' });

    world.pass(MINUTE);
    await wake(world, record.id);
    expect(await stepOf(world, record.id, 'collect')).toMatchObject({ state: 'expired', expiresAt: null });
    expect((await read(world, record.id)).stepTimers).toEqual([]);

    expect(await act(world, record.id, 'collect', { name: 'complete', output: null, run: 1 })).toMatchObject({
      state: 'done',
    });
    expect(await eventsOf(world, record.id)).toEqual([
      ['step.requested', 'collect', 1],
      ['step.expired', 'collect', 1],
      ['step.completed', 'collect', 1],
    ]);
  });

  it('keeps to the second run when the first has failed', async () => {
    const { world, record } = await openWith([automatedStep('restart', 'opened')]);
    await wake(world, record.id);
    world.pass(MINUTE / 2);
    await act(world, record.id, 'restart', { name: 'fail', reason: 'No such pod.', output: null });
    await act(world, record.id, 'restart', { name: 'run' });

    world.pass(MINUTE / 2);
    await wake(world, record.id);
    expect(await stepOf(world, record.id, 'restart')).toMatchObject({ state: 'requested', run: 2 });
    world.pass(MINUTE / 2);
    await wake(world, record.id);
    expect(await stepOf(world, record.id, 'restart')).toMatchObject({ state: 'expired', run: 2 });
  });

  it('does nothing to a step that has reported back', async () => {
    const { world, record } = await openWith([automatedStep('restart', 'opened')]);
    await act(world, record.id, 'restart', complete);
    world.pass(2 * MINUTE);
    await wake(world, record.id);
    expect(await stepOf(world, record.id, 'restart')).toMatchObject({ state: 'done' });
    expect(await eventsOf(world, record.id)).toEqual([
      ['step.requested', 'restart', 1],
      ['step.completed', 'restart', 1],
    ]);
  });

  it('has its report counted once, at the very moment of its expiry too, and though it comes twice', async () => {
    const seen = { expired: 0, inTime: 0 };
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.nat(20), async (scheduler, head) => {
        const { world, record } = await openWith([automatedStep('restart', 'opened', { required: true })]);
        await wake(world, record.id);
        world.pass(MINUTE);
        const ports = interleaved(world, scheduler);
        const works = [runStage(await stageOf(world, record.id, 'at-expiry'), ports)];
        for (let turn = 0; turn < head && scheduler.count() > 0; turn += 1) await scheduler.waitOne();
        // The report comes twice: its sender has not heard the first answer.
        for (let time = 1; time <= 2; time += 1) {
          works.push(
            actOnStep(record.id, 'restart', { ...complete, run: 1 }, alice, ports).then(
              () => undefined,
              (error: unknown) => expect(error).toBeInstanceOf(Refusal),
            ),
          );
        }
        await scheduler.waitFor(Promise.all(works));

        const step = await stepOf(world, record.id, 'restart');
        expect(step).toMatchObject({ state: 'done', output: 'log' });
        expect(await read(world, record.id)).toMatchObject({ requiredSteps: [], stepTimers: [] });
        const told = (await eventsOf(world, record.id)).map(([type]) => type);
        const late = told.includes('step.expired');
        expect(told).toEqual(['step.requested', ...(late ? ['step.expired'] : []), 'step.completed']);
        seen[late ? 'expired' : 'inTime'] += 1;
      }),
    );
    expect(seen.expired).toBeGreaterThan(0);
    expect(seen.inTime).toBeGreaterThan(0);
  });
});

describe('closing', () => {
  it('waits for the required steps, and happens by itself when the last is done or skipped', async () => {
    const steps = [runbookStep('tell', { required: true }), runbookStep('check', { required: true })];
    const { world, record } = await openWith(steps);
    const { id } = record;
    await moveIncident(
      id,
      { name: 'resolve', summary: 'Rolled back.', cause: null },
      { actor: alice },
      world.ports,
    );
    await expect(moveIncident(id, { name: 'close' }, { actor: alice }, world.ports)).rejects.toMatchObject({
      code: 'closure-blocked',
      extra: { missing: ['runbook.tell', 'runbook.check'] },
    });
    world.pass(Date.parse((await read(world, id)).nextAt ?? '') - world.ports.clock.now().getTime());
    await wake(world, id);
    expect((await read(world, id)).closureBlockedAt).not.toBeNull();

    await act(world, id, 'tell', { name: 'skip', reason: 'Nobody noticed.' });
    expect((await read(world, id)).status).toBe('resolved');
    await act(world, id, 'check', complete);
    await wake(world, id);
    expect((await read(world, id)).status).toBe('closed');
    await expect(act(world, id, 'check', complete)).rejects.toMatchObject({ code: 'invalid-transition' });
  });
});
