import { describe, expect, it } from 'vitest';
import { open } from '#domain/incident/open.ts';
import { defaultSettings } from '#domain/organisation/defaults.ts';
import { responsePlanInput } from '#domain/plan/schema.ts';
import { incidentOf } from '#test/support/incidents.ts';
import { automatedStep, planWith } from '#test/support/runbooks.ts';
import { ada, payments } from '#test/support/sampleOrganisation.ts';
import { planInput, runbookStep } from '#test/support/samplePlan.ts';
import { reportOf, START } from '#test/support/world.ts';

/** An incident that opens with a runbook of these steps, and these roles filled. */
const openedWith = (steps: Parameters<typeof planWith>[0], roles: string[] = []) =>
  open(
    { id: 'inc_00000000000000000000000007', number: 7 },
    reportOf(),
    {
      service: payments,
      policy: incidentOf().policy,
      settings: defaultSettings,
      predecessorId: null,
      plan: { running: planWith(steps), why: 'It is for all.' },
      roles: roles.map((role) => ({ role, person: ada, why: '' })),
    },
    1,
    START,
  );

const automations = (count: number, start: 'opened' | 'manual' = 'opened') =>
  Array.from({ length: count }, (_, index) => automatedStep(`step-${index}`, start));

describe('an incident that opens with a runbook', () => {
  it('asks for the automations that start by themselves, and waits for their reports and for the required', () => {
    const { record, events, steps } = openedWith([
      runbookStep('check', { required: true }),
      automatedStep('restart', 'opened', { required: true }),
      automatedStep('collect', 'manual'),
    ]);
    const expiresAt = new Date(START.getTime() + 60_000).toISOString();
    expect(steps).toMatchObject([
      { key: 'restart', state: 'requested', run: 1, expiresAt, by: { name: 'Muster' } },
    ]);
    expect(record.stepTimers).toEqual([{ key: 'restart', at: expiresAt }]);
    expect(record.requiredSteps).toEqual(['check', 'restart']);
    expect(events.filter(({ type }) => type === 'step.requested').map(({ data }) => data.step)).toEqual([
      'restart',
    ]);
  });

  it('is one transaction, however much its plan holds', () => {
    const roles = Array.from({ length: 20 }, (_, index) => `role-${index}`);
    const { events, steps } = openedWith(automations(20), roles);
    const recordNumberAndPointer = 3;
    const signalsOfABatch = 10;
    const items = recordNumberAndPointer + signalsOfABatch + events.length + steps.length;
    expect(items).toBeLessThanOrEqual(100);
  });

  it('has a plan with at most twenty automations that start by themselves', () => {
    const allows = (steps: ReturnType<typeof automations>) =>
      responsePlanInput.safeParse(planInput({ runbook: { steps } })).success;
    expect(allows(automations(20))).toBe(true);
    expect(allows(automations(21))).toBe(false);
    expect(allows(automations(50, 'manual'))).toBe(true);
  });
});
