import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planClock } from '#domain/incident/clock.ts';
import { Refusal } from '#domain/refusal.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { answerRequest } from '#operations/responder/answerRequest.ts';
import { requestResponders } from '#operations/responder/requestResponders.ts';
import { interleaved } from '#test/support/interleaved.ts';
import { openOne } from '#test/support/opened.ts';
import { ben } from '#test/support/sampleOrganisation.ts';
import { alice, entered, newWorld } from '#test/support/world.ts';

const asked = { actor: alice };

/** What came of a press: the answer, or why it was refused. */
const outcomeOf = (press: Promise<unknown>): Promise<string> =>
  press.then(
    () => 'taken',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code;
      throw error;
    },
  );

describe('accepting against declining against the end of the incident', () => {
  it('has one winner, says so once, and leaves no page waiting', async () => {
    const seen = { accepted: 0, declined: 0, requested: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.constantFrom('resolve' as const, 'cancel' as const, 'acknowledge' as const),
        fc.nat(20),
        async (scheduler, end, head) => {
          const world = newWorld();
          const { id } = await openOne(world);
          const targets = [{ type: 'contact' as const, id: ben.id }];
          await requestResponders(id, { targets, message: null }, asked, world.ports);
          const ports = interleaved(world, scheduler);
          const read = async () => {
            const record = await world.ports.incidents.get(id);
            if (!record) throw new Error('The incident is gone.');
            return record;
          };
          const move =
            end === 'resolve' ? { name: end, summary: 'Rolled back.', cause: null } : { name: end };
          const late = async <Answer>(work: () => Promise<Answer>) => {
            for (let turn = 0; turn < head; turn += 1) await scheduler.schedule(Promise.resolve(), 'waits');
            return work();
          };
          const all = Promise.all([
            outcomeOf(late(() => answerRequest(id, ben.id, 'accepted', asked, ports))),
            outcomeOf(late(() => answerRequest(id, ben.id, 'declined', asked, ports))),
            moveIncident(id, move, asked, ports),
            runStage(entered(world, planClock(await read(), world.ports.clock.now())), ports),
          ]);
          await scheduler.waitFor(all);
          const [accept, decline] = await all;

          const record = await read();
          const [responder] = record.responders;
          if (!responder) throw new Error('The responder is gone.');
          seen[responder.state] += 1;
          const events = (await world.ports.incidents.timeline(id, 100, undefined)).items
            .map(({ type }) => type)
            .filter((type) => type === 'responder.accepted' || type === 'responder.declined');
          const { state } = responder;
          expect(events).toEqual(state === 'requested' ? [] : [`responder.${state}`]);
          expect(accept === 'taken').toBe(state === 'accepted');
          expect(decline === 'taken').toBe(state === 'declined');
          if (end === 'acknowledge') expect(state).not.toBe('requested');

          const now = world.ports.clock.now();
          if (record.nextAt !== null) await runStage(entered(world, planClock(record, now)), world.ports);
          expect(await world.ports.incidents.pendingNotifications(id)).toEqual([]);
          expect((await read()).paging).toBeNull();
        },
      ),
      { numRuns: 500 },
    );
    expect(Math.min(seen.accepted, seen.declined, seen.requested)).toBeGreaterThan(20);
  });
});
