import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import type { ScheduleAsKept } from '#domain/escalation/directory.ts';
import type { EscalationPolicy, Step, Target } from '#domain/escalation/schema.ts';
import { simulate } from '#domain/escalation/simulate.ts';
import { planClock } from '#domain/incident/clock.ts';
import { wakeAt } from '#domain/incident/wakeAt.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { openOne } from '#test/support/opened.ts';
import {
  ada,
  ben,
  cleo,
  organisationOf,
  payments,
  platform,
  scheduleOf,
  twoLevels,
} from '#test/support/sampleOrganisation.ts';
import { entered, newWorld, START, type World } from '#test/support/world.ts';

const primary: ScheduleAsKept = {
  schedule: scheduleOf(
    [
      {
        name: 'Hours',
        participants: [ada.id, ben.id, cleo.id],
        rotation: { every: 'PT1H', handoff: '00:00', from: '2026-01-01' },
        onCall: 1,
        until: null,
      },
    ],
    { timeZone: 'Europe/Berlin' },
  ),
  overrides: [],
};

const anyTarget: fc.Arbitrary<Target> = fc.oneof(
  fc.constantFrom(ada, ben, cleo).map(({ id }): Target => ({ type: 'contact', id })),
  fc
    .constantFrom('everyone' as const, 'round-robin' as const)
    .chain((select) =>
      fc.constantFrom<Target>(
        { type: 'team', id: platform.id, select },
        { type: 'schedule', id: primary.schedule.id, select },
      ),
    ),
);

const anyStep: fc.Arbitrary<Step> = fc.record({
  after: fc.constantFrom('PT0S', 'PT1M', 'PT5M', 'PT1H'),
  targets: fc.array(anyTarget, { minLength: 1, maxLength: 3 }),
  when: fc.constantFrom(
    undefined,
    undefined,
    { priorities: ['P1' as const] },
    { serviceIds: [payments.id] },
    { window: { timeZone: 'Europe/Berlin', from: '04:00', to: '05:00' } },
  ),
});

const anyPolicy: fc.Arbitrary<EscalationPolicy> = fc
  .record({
    steps: fc.array(anyStep, { minLength: 1, maxLength: 4 }),
    repeat: fc.integer({ min: 0, max: 2 }),
    atTheEnd: fc.option(anyTarget, { nil: undefined }),
  })
  .map(({ steps, repeat, atTheEnd }) => ({
    ...twoLevels,
    steps,
    repeat,
    whenExhausted: { targets: atTheEnd ? [atTheEnd] : [], repeatEvery: null },
  }));

const rule = fc.record({
  after: fc.constantFrom('PT0S', 'PT30S', 'PT2M', 'PT10M'),
  channel: fc.constantFrom('sms' as const, 'email' as const),
});

const anyPerson = (contact: Contact): fc.Arbitrary<Contact> =>
  fc
    .record({
      rules: fc.option(fc.array(rule, { minLength: 1, maxLength: 3 })),
      quiet: fc.boolean(),
      away: fc.boolean(),
    })
    .map(({ rules, quiet, away }) => ({
      ...contact,
      timeZone: 'Europe/Berlin',
      notificationRules: { high: rules, low: rules },
      quietTimes: { hours: quiet ? { from: '22:00', to: '06:00' } : null, weekdays: [], holidays: [] },
      leave: away
        ? [{ from: '2026-03-01T03:10:00.000Z', to: '2026-03-01T04:10:00.000Z', substituteId: null }]
        : [],
    }));

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
        fc.tuple(anyPerson(ada), anyPerson(ben), anyPerson(cleo)),
        fc.constantFrom('critical' as const, 'low' as const),
        fc.integer({ min: 0, max: 5 }),
        async (policy, contacts, severity, turns) => {
          const organisation = organisationOf({
            contacts,
            policies: [policy],
            teams: [platform],
            schedules: [primary],
          });
          const world = newWorld(organisation);
          for (let turn = 0; turn < turns; turn += 1) await world.ports.turns.take([platform.id]);
          const before = await world.ports.turns.peek([platform.id, primary.schedule.id]);

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
