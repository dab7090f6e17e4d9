import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EscalationPolicy } from '#domain/escalation/schema.ts';
import { HEARTBEAT_MS, planClock } from '#domain/incident/clock.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { openOne } from '#test/support/opened.ts';
import { ada, ben, organisationOf, twoLevels } from '#test/support/sampleOrganisation.ts';
import { entered, newWorld, START } from '#test/support/world.ts';

const anyPolicy = fc.record({
  seconds: fc.array(fc.constantFrom(0, 0, 1, 45, 300, 86_400), { minLength: 1, maxLength: 5 }),
  people: fc.array(fc.constantFrom(ada, ben), { minLength: 5, maxLength: 5 }),
  repeat: fc.integer({ min: 0, max: 3 }),
});

interface Due {
  at: number;
  level: number;
  pass: number;
}

/** When which level of a policy is paged, in seconds after opening, and when all is used up: by the contract's words. */
function walk(seconds: number[], repeat: number): { pages: Due[]; end: number } {
  const gap = seconds[0] || Math.max(...seconds) || 60;
  const pages: Due[] = [];
  let at = 0;
  for (let pass = 1; pass <= repeat + 1; pass += 1) {
    for (const [index, after] of seconds.entries()) {
      at += index === 0 && pass > 1 ? gap : after;
      pages.push({ at, level: index + 1, pass });
    }
  }
  return { pages, end: at + gap };
}

describe('the forecast of a clock', () => {
  it('is what happens when nothing interferes: each level at its time, and one waking for each', async () => {
    await fc.assert(
      fc.asyncProperty(anyPolicy, async ({ seconds, people, repeat }) => {
        const steps: EscalationPolicy['steps'] = seconds.map((after, index) => ({
          after: `PT${after}S`,
          targets: [{ type: 'contact', id: people[index]?.id ?? ada.id }],
        }));
        const world = newWorld(organisationOf({ policies: [{ ...twoLevels, steps, repeat }] }));
        const record = await openOne(world);
        const { pages, end } = walk(seconds, repeat);

        const plan = planClock(record, world.ports.clock.now());
        for (const [index, wait] of plan.waits.entries()) {
          const waits = plan.waits.slice(index);
          await runStage(entered(world, { ...plan, waits }, { taskToken: `state-${index}` }), world.ports);
          world.pass(wait * 1000);
        }

        expect(
          world.told.map((told) => told.kind),
          'nothing is planned afresh',
        ).toEqual(['started']);
        const slept = world.ports.clock.now().getTime() - START.getTime();
        expect(slept).toBe(end * 1000 + HEARTBEAT_MS);
        const expected = pages.flatMap(({ at, level }) => {
          const contact = people[level - 1] ?? ada;
          return (contact === ada ? ['sms', 'email'] : ['sms']).map((channel) => [at, contact.id, channel]);
        });
        const sent = world.sent.map((page) => [
          (page.at - START.getTime()) / 1000,
          page.contactId,
          page.channel,
        ]);
        expect(sent).toEqual(expected);
        const rows = await world.ports.incidents.notifications(record.id, 100, undefined);
        expect(new Set(rows.items.map((row) => `${row.pass}.${row.level}`)).size).toBe(pages.length);
        const last = await world.ports.incidents.get(record.id);
        expect(last?.escalation).toMatchObject({ exhausted: true, level: seconds.length, pass: repeat + 1 });
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a day where nothing is due', 'mitigated' as const],
    ['the time of the acknowledgement', 'acknowledged' as const],
  ])('of an incident that is answered is %s', async (_what, status) => {
    const record = await openOne(newWorld());
    const nextAt = new Date(START.getTime() + 90_000).toISOString();
    expect(planClock({ ...record, status, nextAt }, START)).toMatchObject({ stage: 'respond', waits: [90] });
  });

  it('of one that is over holds no waking', async () => {
    const record = await openOne(newWorld());
    expect(planClock({ ...record, status: 'closed', nextAt: null }, START)).toEqual({
      incidentId: record.id,
      epoch: 1,
      stage: 'closed',
      waits: [],
    });
  });

  it('of a walk that pages its end again and again holds many of these pages, each one waking', async () => {
    const targets = [{ type: 'contact' as const, id: ben.id }];
    const policies = [
      {
        ...twoLevels,
        steps: [{ after: 'PT0S', targets }],
        whenExhausted: { targets, repeatEvery: 'PT15M' },
      },
    ];
    const world = newWorld(organisationOf({ policies }));
    const plan = planClock(await openOne(world), START);
    expect(plan.waits.slice(0, 4)).toEqual([60, 900, 900, 900]);
    for (const [index, wait] of plan.waits.slice(0, 10).entries()) {
      const waits = plan.waits.slice(index);
      await runStage(entered(world, { ...plan, waits }, { taskToken: `state-${index}` }), world.ports);
      world.pass(wait * 1000);
    }
    expect(world.told.map((told) => told.kind)).toEqual(['started']);
    expect(world.sent).toHaveLength(10);
  });

  it('of a very long policy ends before an execution’s input does, to be planned afresh', async () => {
    const step = { after: 'PT1M', targets: [{ type: 'contact' as const, id: ada.id }] };
    const policies = [{ ...twoLevels, steps: Array.from({ length: 20 }, () => step), repeat: 9 }];
    const record = await openOne(newWorld(organisationOf({ policies })));
    expect(planClock(record, START).waits).toEqual(Array.from({ length: 50 }, () => 60));
  });
});
