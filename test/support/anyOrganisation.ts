import fc from 'fast-check';
import type { Contact } from '#domain/contact/schema.ts';
import type { ScheduleAsKept } from '#domain/escalation/directory.ts';
import type { EscalationPolicy, Step, Target } from '#domain/escalation/schema.ts';
import { ada, ben, cleo, payments, platform, scheduleOf, twoLevels } from './sampleOrganisation.ts';

/** A schedule of all three, each for an hour. */
export const hourly: ScheduleAsKept = {
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

/** One of three people, their team or their schedule. */
export const anyTarget: fc.Arbitrary<Target> = fc.oneof(
  fc.constantFrom(ada, ben, cleo).map(({ id }): Target => ({ type: 'contact', id })),
  fc
    .constantFrom('everyone' as const, 'round-robin' as const)
    .chain((select) =>
      fc.constantFrom<Target>(
        { type: 'team', id: platform.id, select },
        { type: 'schedule', id: hourly.schedule.id, select },
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

/** A policy of up to four steps, with conditions, repeats and an end that pages somebody once. */
export const anyPolicy: fc.Arbitrary<EscalationPolicy> = fc
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

/** How somebody wants to be paged. */
export const anyRules: fc.Arbitrary<Contact['notificationRules']> = fc
  .option(fc.array(rule, { minLength: 1, maxLength: 3 }))
  .map((rules) => ({ high: rules, low: rules }));

/** What somebody is like of whom the tests know only the name. */
interface Habits {
  notificationRules: Contact['notificationRules'];
  /** Whether they sleep when the tests begin. */
  asleep: boolean;
  /** Whether they go away soon after. */
  leaving: boolean;
}

export const anyHabits: fc.Arbitrary<Habits> = fc.record({
  notificationRules: anyRules,
  asleep: fc.boolean(),
  leaving: fc.boolean(),
});

/** Somebody with habits of their own. */
export const personWith = ({ notificationRules, asleep, leaving }: Habits, contact: Contact): Contact => ({
  ...contact,
  timeZone: 'Europe/Berlin',
  notificationRules,
  quietTimes: { hours: asleep ? { from: '22:00', to: '06:00' } : null, weekdays: [], holidays: [] },
  leave: leaving
    ? [{ from: '2026-03-01T03:10:00.000Z', to: '2026-03-01T04:10:00.000Z', substituteId: null }]
    : [],
});
