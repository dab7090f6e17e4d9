import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Channel } from '#domain/contact/schema.ts';
import { planClock } from '#domain/incident/clock.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { interleaved } from '#test/support/interleaved.ts';
import { openOne } from '#test/support/opened.ts';
import { ada, ben } from '#test/support/sampleOrganisation.ts';
import { alice, entered, newWorld, type World } from '#test/support/world.ts';

const lanes = [`${ada.id}#email`, `${ada.id}#sms`, `${ben.id}#sms`];

/** How a race is set up. */
const anyRace = fc.record({
  scheduler: fc.scheduler(),
  /** Turns that pass before somebody acknowledges. */
  head: fc.nat(60),
  /** Whether the second level is due rather than the first. */
  secondLevel: fc.boolean(),
  /** Executions of the same epoch that run the same state. */
  clocks: fc.integer({ min: 1, max: 2 }),
  /** Channels that refuse, so that pages are tried again and leases renewed. */
  refused: fc.subarray(lanes),
  /** How long a page takes to be answered, in milliseconds. */
  slowness: fc.constantFrom(0, 300, 1900),
  /** How long a link takes to be signed, in milliseconds: longer than a lease, where the table is busy. */
  signing: fc.constantFrom(0, 7000),
  move: fc.constantFrom('acknowledge' as const, 'mitigate' as const, 'cancel' as const),
});

async function enteredWith(world: World, id: string, taskToken: string) {
  return entered(world, planClock(await read(world, id), world.ports.clock.now()), { taskToken });
}

async function read(world: World, id: string): Promise<IncidentRecord> {
  const record = await world.ports.incidents.get(id);
  if (!record) throw new Error('The incident is gone.');
  return record;
}

const keyOf = (page: { contactId: string; channel: Channel }) => `${page.contactId}#${page.channel}`;

describe('an acknowledgement against the timer', () => {
  it('never wins together with it, is followed by no page, and leaves nothing pending', async () => {
    const seen = { pagesBefore: 0, acknowledgedFirst: 0, waited: 0 };
    await fc.assert(
      fc.asyncProperty(
        anyRace,
        async ({ scheduler, head, secondLevel, clocks, refused, slowness, signing, move }) => {
          const world = newWorld();
          const { id } = await openOne(world);
          if (secondLevel) {
            await runStage(await enteredWith(world, id, 'earlier'), world.ports);
            world.pass(5 * 60_000);
          }
          for (const lane of refused) world.refusedChannels.add(lane);
          const sentEarlier = world.sent.length;
          const ports = interleaved(world, scheduler);
          const { send } = ports.pager;
          const { acknowledge } = ports.links;
          ports.links.acknowledge = async (...link) => {
            await ports.clock.sleep(signing);
            return acknowledge(...link);
          };
          let handed = 0;
          ports.pager.send = async (...page) => {
            handed += 1;
            const answer = send(...page);
            answer.catch(() => undefined);
            await ports.clock.sleep(slowness);
            return answer;
          };

          const stages = [];
          for (let number = 1; number <= clocks; number += 1) {
            stages.push(runStage(await enteredWith(world, id, `clock-${number}`), ports));
          }
          const acknowledged = (async () => {
            for (let turn = 0; turn < head; turn += 1) await scheduler.schedule(Promise.resolve(), 'waits');
            if (handed === 0) seen.acknowledgedFirst += 1;
            const answer = await moveIncident(id, { name: move }, { actor: alice }, ports);
            if (answer.paging) seen.waited += 1;
            return handed;
          })();
          await scheduler.waitFor(Promise.all([...stages, acknowledged]));

          const handedBefore = await acknowledged;
          if (handedBefore > 0) seen.pagesBefore += 1;
          expect(handed, 'pages after the answer').toBe(handedBefore);

          const types = (await world.ports.incidents.timeline(id, 100, undefined)).items.map(
            ({ type }) => type,
          );
          const moved = types.findIndex((type) =>
            ['incident.acknowledged', 'incident.mitigated', 'incident.canceled'].includes(type),
          );
          expect(moved).toBeGreaterThan(0);
          expect(types.lastIndexOf('escalation.advanced')).toBeLessThan(moved);

          expect(await world.ports.incidents.pendingNotifications(id)).toEqual([]);
          const record = await read(world, id);
          expect(record.paging).toBeNull();
          expect(record.nextAt === null).toBe(move === 'cancel');

          const pages = world.sent.slice(sentEarlier).map(keyOf);
          // Two clocks may send one twice: where the first stalls for longer than its lease, it counts as gone.
          if (clocks === 1) expect(pages.length, 'no page twice').toBe(new Set(pages).size);
          const waiting = await world.ports.clocks.get(id);
          expect(
            world.told.some((told) => told.kind !== 'started' && told.taskToken === waiting?.taskToken),
            'the clock that waits is told',
          ).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
    expect(Math.min(seen.pagesBefore, seen.acknowledgedFirst, seen.waited)).toBeGreaterThan(20);
  });
});
