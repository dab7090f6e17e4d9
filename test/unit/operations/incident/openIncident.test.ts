import { describe, expect, it } from 'vitest';
import { sweep } from '#operations/clock/sweep.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { openIncident } from '#operations/incident/openIncident.ts';
import { openOne, openRequest } from '#test/support/opened.ts';
import { payments } from '#test/support/sampleOrganisation.ts';
import { alice, newWorld, type World } from '#test/support/world.ts';

const asked = { actor: alice };
const cancel = (world: World, id: string) => moveIncident(id, { name: 'cancel' }, asked, world.ports);
const resolve = (world: World, id: string) =>
  moveIncident(id, { name: 'resolve', summary: 'Rolled back', cause: null }, asked, world.ports);

describe('a report of a problem', () => {
  it('opens an incident with a number, its service’s policy and a running clock', async () => {
    const world = newWorld();
    const opened = await openIncident(openRequest(), world.ports);
    expect(opened).toMatchObject({ outcome: 'opened', alertCount: 1 });
    expect(opened.record).toMatchObject({ number: 1, policy: { policyId: payments.escalationPolicyId } });
    expect(world.told).toEqual([
      { kind: 'started', plan: expect.objectContaining({ incidentId: opened.incidentId, epoch: 1 }) },
    ]);
  });

  it('joins the open incident of its key in one call', async () => {
    const world = newWorld();
    const { id } = await openOne(world);
    const { claim } = world.ports.incidents;
    const joinOnly = { ...world.ports, incidents: { claim } as typeof world.ports.incidents };
    expect(await openIncident(openRequest(), joinOnly)).toEqual({
      incidentId: id,
      outcome: 'joined',
      alertCount: 2,
    });
  });

  it('reopens the resolved incident of its key', async () => {
    const world = newWorld();
    const { id } = await openOne(world);
    await resolve(world, id);
    expect(await openIncident(openRequest(), world.ports)).toMatchObject({
      incidentId: id,
      outcome: 'reopened',
    });
    expect((await world.ports.incidents.get(id))?.status).toBe('triggered');
  });

  it('opens a new incident that names its predecessor when that one is over', async () => {
    const world = newWorld();
    const { id } = await openOne(world);
    await cancel(world, id);
    const { record } = await openIncident(openRequest(), world.ports);
    expect(record).toMatchObject({ predecessorId: id, number: 2, status: 'triggered' });
  });

  it('opens a new incident when the resolved one closes just as the report arrives', async () => {
    const world = newWorld();
    const { id } = await openOne(world);
    await resolve(world, id);
    const { claim } = world.ports.incidents;
    world.ports.incidents.claim = async (ask) => {
      const answer = await claim(ask);
      world.ports.incidents.claim = claim;
      await moveIncident(id, { name: 'close' }, asked, world.ports);
      return answer;
    };
    const opened = await openIncident(openRequest(), world.ports);
    expect(opened).toMatchObject({ outcome: 'opened', record: { predecessorId: id } });
  });

  it('writes the incident that an opener claimed and never wrote', async () => {
    const world = newWorld();
    const { create } = world.ports.incidents;
    world.ports.incidents.create = async () => {
      throw new Error('The opener crashed.');
    };
    const first = 'inc_0000000000000000000000F1RST';
    await expect(openIncident({ ...openRequest(), incidentId: first }, world.ports)).rejects.toThrow();
    world.ports.incidents.create = create;
    expect(await openIncident(openRequest(), world.ports)).toMatchObject({
      incidentId: first,
      outcome: 'opened',
    });
  });

  it('stands when its execution does not start, and the sweeper starts the next', async () => {
    const world = newWorld();
    const { start } = world.ports.executions;
    world.ports.executions.start = async () => {
      throw new Error('Step Functions does not answer.');
    };
    const { incidentId, outcome } = await openIncident(openRequest(), world.ports);
    expect(outcome).toBe('opened');
    world.ports.executions.start = start;
    world.pass(61_000);
    await sweep(world.ports);
    expect([...world.running]).toEqual([`${incidentId}-2`]);
  });
});

describe('a report that is made again under the same id', () => {
  const request = { ...openRequest(), incidentId: 'inc_00000000000000000000000NCE' };

  it('opens nothing more', async () => {
    const world = newWorld();
    await openIncident(request, world.ports);
    expect(await openIncident(request, world.ports)).toMatchObject({
      incidentId: request.incidentId,
      outcome: 'joined',
    });
    expect((await world.ports.incidents.list({}, 100, undefined)).items).toHaveLength(1);
  });

  it('after its incident ended answers with it, and the next report opens a new one', async () => {
    const world = newWorld();
    await openIncident(request, world.ports);
    await cancel(world, request.incidentId);

    expect(await openIncident(request, world.ports)).toMatchObject({ incidentId: request.incidentId });

    const next = await openIncident(openRequest(), world.ports);
    expect(next).toMatchObject({ outcome: 'opened', record: { predecessorId: request.incidentId } });
  });

  it('and crashes after its incident ended does not catch the reports that follow', async () => {
    const world = newWorld();
    await openIncident(request, world.ports);
    await cancel(world, request.incidentId);
    const { nextNumber } = world.ports.incidents;
    world.ports.incidents.nextNumber = async () => {
      throw new Error('It crashed.');
    };
    await expect(openIncident(request, world.ports)).rejects.toThrow();
    world.ports.incidents.nextNumber = nextNumber;

    expect((await openIncident(openRequest(), world.ports)).outcome).toBe('opened');
  });
});
