import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '#domain/escalation/simulate.ts';
import { planClock } from '#domain/incident/clock.ts';
import { wakeAt } from '#domain/incident/wakeAt.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { anyHabits, anyPolicy, hourly, personWith } from '#test/support/anyOrganisation.ts';
import { openOne } from '#test/support/opened.ts';
import { ada, ben, cleo, organisationOf, platform } from '#test/support/sampleOrganisation.ts';
import { entered, newWorld, START, type World } from '#test/support/world.ts';

interface Sent {
  at: string;
  level: number;
  pass: number;
  contactId: string;
  channel: string | null;
}

const sortable = (page: Sent) => [page.at, page.level, page.pass, page.contactId, page.channel].join(' ');

/** Lets an incident's clock run with nobody acknowledging, until only its heartbeat is left. */
async function runToTheEnd(world: World, incidentId: string): Promise<Sent[]> {
  // Pages of one morning wait a moment for each other, which a simulation leaves out.
  const ports = { ...world.ports, clock: { ...world.ports.clock, sleep: async () => undefined } };
  for (let waking = 0; waking < 400; waking += 1) {
    const record = await world.ports.incidents.get(incidentId);
    if (!record) throw new Error('The incident is gone.');
    const next = Date.parse(wakeAt(record) ?? '');
    const now = world.ports.clock.now().getTime();
    if (record.escalation.exhausted && record.pageTimes.length === 0) break;
    world.pass(Math.max(0, next - now));
    await runStage(entered(world, planClock(record, world.ports.clock.now())), ports);
  }
  const { items } = await world.ports.incidents.notifications(incidentId, 5000, undefined);
  return items
    .filter((row) => row.state === 'sent')
    .map(({ dueAt, at, ...row }) => ({ ...row, at: dueAt ?? at }));
}

describe('a simulation', () => {
  it('names the pages that the clock sends, to the second, whoever is on call, away, asleep or next', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPolicy,
        fc.tuple(anyHabits, anyHabits, anyHabits),
        fc.constantFrom('critical' as const, 'low' as const),
        fc.integer({ min: 0, max: 5 }),
        async (policy, [ofAda, ofBen, ofCleo], severity, turns) => {
          const contacts = [personWith(ofAda, ada), personWith(ofBen, ben), personWith(ofCleo, cleo)];
          const organisation = organisationOf({
            contacts,
            policies: [policy],
            teams: [platform],
            schedules: [hourly],
          });
          const world = newWorld(organisation);
          for (let turn = 0; turn < turns; turn += 1) await world.ports.turns.take([platform.id]);
          const before = await world.ports.turns.peek([platform.id, hourly.schedule.id]);

          const record = await openOne(world, { severity, impact: severity });
          const simulation = simulate(
            { ...record, fallbackTarget: null },
            { ...(await organisation.directory([], START)), turns: before },
            START,
          );
          const expected = simulation.pages.flatMap(({ contactId, channel, ...page }) =>
            contactId !== null && channel !== null ? { ...page, contactId, channel } : [],
          );

          const sent = await runToTheEnd(world, record.id);
          expect(sent.map(sortable).sort()).toEqual(expected.map(sortable).sort());
        },
      ),
      { numRuns: 200 },
    );
  });
});
