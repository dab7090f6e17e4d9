import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkAction, linkActions } from '#domain/acknowledgement/actions.ts';
import type { Contact } from '#domain/contact/schema.ts';
import { planClock } from '#domain/incident/clock.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { actByLink } from '#operations/acknowledgementLink/actByLink.ts';
import { acknowledgementLinks } from '#operations/acknowledgementLink/links.ts';
import { viewLink } from '#operations/acknowledgementLink/viewLink.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { requestResponders } from '#operations/responder/requestResponders.ts';
import { interleaved } from '#test/support/interleaved.ts';
import { openOne } from '#test/support/opened.ts';
import { ada, ben } from '#test/support/sampleOrganisation.ts';
import { alice, entered, newWorld } from '#test/support/world.ts';

const linkKeys = { key: async () => KEY };
const KEY = randomBytes(32);

/** An incident whose first level has paged Ada; others may be asked to help. */
async function pagedWorld(...helpers: Contact[]) {
  const world = newWorld();
  const ports = {
    ...world.ports,
    linkKeys,
    links: acknowledgementLinks('https://muster.example', { linkKeys, clock: world.ports.clock }),
  };
  const { id } = await openOne(world);
  const read = async (): Promise<IncidentRecord> => {
    const record = await world.ports.incidents.get(id);
    if (!record) throw new Error('The incident is gone.');
    return record;
  };
  const wake = async () => runStage(entered(world, planClock(await read(), ports.clock.now())), ports);
  await wake();
  if (helpers.length > 0) {
    const targets = helpers.map((contact) => ({ type: 'contact' as const, id: contact.id }));
    await requestResponders(id, { targets, message: 'Please.' }, { actor: alice }, ports);
    await wake();
  }
  const tokenOf = async (contact: Contact) =>
    (await ports.links.acknowledge(await read(), contact.id)).slice(-35);
  return {
    world,
    ports,
    id,
    read,
    offered: async (contact: Contact) => (await viewLink(await tokenOf(contact), ports)).offered,
    press: async (contact: Contact, action?: LinkAction) => actByLink(await tokenOf(contact), action, ports),
    tokenOf,
    move: (name: 'acknowledge' | 'cancel') => moveIncident(id, { name }, { actor: alice }, ports),
  };
}

describe('the link of somebody who was asked to help', () => {
  it('offers to accept and to decline, and nothing else', async () => {
    const { offered, ports, tokenOf } = await pagedWorld(ben);
    expect(await offered(ben)).toEqual(['accept', 'decline']);
    expect(await offered(ada)).toEqual(['acknowledge']);
    expect(await viewLink(await tokenOf(ben), ports)).toMatchObject({
      request: { state: 'requested', requestedBy: 'Alice', message: 'Please.' },
      done: null,
    });
  });

  it('offers to acknowledge too where a level has paged them and nobody has', async () => {
    const { offered, move } = await pagedWorld(ada);
    expect(await offered(ada)).toEqual(['acknowledge', 'accept', 'decline']);
    await move('acknowledge');
    expect(await offered(ada)).toEqual(['accept', 'decline']);
  });

  it.each([
    ['accept' as const, 'accepted'],
    ['decline' as const, 'declined'],
    [undefined, 'accepted'],
  ])('takes %s in their name and leaves the incident as it is', async (action, state) => {
    const { press, read, ports, id } = await pagedWorld(ben);
    expect(await press(ben, action)).toMatchObject({ done: action ?? 'accept', offered: [] });
    expect(await read()).toMatchObject({ status: 'triggered', responders: [{ state }] });
    const events = (await ports.incidents.timeline(id, 100, undefined)).items;
    expect(events.at(-1)).toMatchObject({
      type: `responder.${state}`,
      actor: { type: 'contact', id: ben.id, name: 'Ben' },
    });
  });

  it('acknowledges without a word for those whom a level has paged, which accepts too', async () => {
    const { press, read } = await pagedWorld(ada);
    expect(await press(ada)).toMatchObject({ done: 'acknowledge' });
    expect(await read()).toMatchObject({ status: 'acknowledged', responders: [{ state: 'accepted' }] });
  });

  it('never acknowledges for those whom no level has paged, whatever is sent', async () => {
    const { press, read } = await pagedWorld(ben);
    expect(await press(ben, 'acknowledge')).toMatchObject({ done: null, offered: ['accept', 'decline'] });
    expect(await read()).toMatchObject({ status: 'triggered', responders: [{ state: 'requested' }] });
  });

  it('changes nothing when it is pressed twice, or the other way, or by somebody who was not asked', async () => {
    const { press, read } = await pagedWorld(ben);
    await press(ben, 'decline');
    const { revision } = await read();
    for (const action of ['decline', 'accept'] as const) {
      expect(await press(ben, action)).toMatchObject({ done: null, request: { state: 'declined' } });
    }
    expect(await press(ada, 'accept')).toMatchObject({ done: null, request: null });
    expect((await read()).revision).toBe(revision);
  });

  it('comes too late when the incident is over', async () => {
    const { press, move, read } = await pagedWorld(ben);
    await move('cancel');
    expect(await press(ben, 'accept')).toMatchObject({ done: null, offered: [] });
    expect((await read()).responders).toMatchObject([{ state: 'requested' }]);
  });

  it('has one effect however many buttons are pressed at once', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom(...linkActions), { minLength: 2, maxLength: 4 }),
        async (scheduler, actions) => {
          const { world, ports, read, id, tokenOf } = await pagedWorld(ada);
          const token = await tokenOf(ada);
          const raced = { ...interleaved(world, scheduler), linkKeys };
          const views = Promise.all(actions.map((action) => actByLink(token, action, raced)));
          await scheduler.waitFor(views);
          const record = await read();
          const state = record.responders[0]?.state ?? '';
          seen.add(`${record.status} ${state}`);
          const done = (await views).flatMap((view) => view.done ?? []);
          expect(new Set(done).size, 'no press counts twice').toBe(done.length);
          expect(done.includes('acknowledge')).toBe(record.status === 'acknowledged');
          expect(done.includes('decline')).toBe(state === 'declined');
          const events = (await ports.incidents.timeline(id, 100, undefined)).items.filter(
            ({ type }) => type === 'responder.accepted' || type === 'responder.declined',
          );
          expect(events).toHaveLength(1);
        },
      ),
      { numRuns: 300 },
    );
    expect([...seen].sort()).toEqual([
      'acknowledged accepted',
      'acknowledged declined',
      'triggered accepted',
      'triggered declined',
    ]);
  });
});
