import { describe, expect, it } from 'vitest';
import { muster } from '#domain/incident/change.ts';
import { decideExpiry } from '#domain/runbook/expiry.ts';
import type { StepProgress } from '#domain/runbook/schema.ts';
import { untouched } from '#domain/runbook/states.ts';
import { incidentOf } from '#test/support/incidents.ts';
import { automatedStep } from '#test/support/runbooks.ts';
import { START } from '#test/support/world.ts';

const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);
const plan = [automatedStep('restart', 'opened'), automatedStep('collect', 'opened')];
const requested = (key: string, seconds: number, run = 1): StepProgress => ({
  ...untouched(key),
  state: 'requested',
  run,
  expiresAt: after(seconds).toISOString(),
});
const waitingFor = (...timers: [string, number][]) =>
  incidentOf({ stepTimers: timers.map(([key, seconds]) => ({ key, at: after(seconds).toISOString() })) });

describe('the clock', () => {
  it('shows a run as expired at its very end, and says who does the step now', () => {
    const change = decideExpiry(waitingFor(['restart', 60]), plan, [requested('restart', 60)], after(60));
    expect(change.steps).toEqual([
      {
        ...untouched('restart'),
        state: 'expired',
        at: after(60).toISOString(),
        by: muster,
        run: 1,
        expiresAt: null,
      },
    ]);
    expect(change.after.stepTimers).toEqual([]);
    expect(change.events).toEqual([
      {
        type: 'step.expired',
        actor: muster,
        data: { step: 'restart', title: 'Step restart', run: 1 },
        reason: 'The automation has not reported back in time. Somebody has to do the step.',
      },
    ]);
  });

  it('leaves those alone that have time left', () => {
    const record = waitingFor(['restart', 60], ['collect', 61]);
    const change = decideExpiry(
      record,
      plan,
      [requested('restart', 60), requested('collect', 61)],
      after(60),
    );
    expect(change.steps.map(({ key }) => key)).toEqual(['restart']);
    expect(change.after.stepTimers).toEqual([{ key: 'collect', at: after(61).toISOString() }]);
  });

  it('does not expire the second run when the time of the first is over', () => {
    const change = decideExpiry(waitingFor(['restart', 90]), plan, [requested('restart', 90, 2)], after(60));
    expect(change.steps).toEqual([]);
    expect(change.events).toEqual([]);
    expect(change.after.stepTimers).toEqual([{ key: 'restart', at: after(90).toISOString() }]);
  });

  it('is back for the rest where more are over than one transaction holds', () => {
    const keys = Array.from({ length: 50 }, (_, index) => `step-${index}`);
    const record = waitingFor(...keys.map((key): [string, number] => [key, 60]));
    const steps = keys.map((key) => requested(key, 60));
    const change = decideExpiry(record, plan, steps, after(60));
    expect(1 + change.events.length + change.steps.length).toBeLessThanOrEqual(100);
    const rest = decideExpiry(change.after, plan, steps, after(60));
    expect([...change.steps, ...rest.steps].map(({ key }) => key)).toEqual(keys);
    expect(rest.after.stepTimers).toEqual([]);
  });

  it('drops the timer of a step that is done, and says nothing', () => {
    const done: StepProgress = { ...untouched('restart'), state: 'done', run: 1 };
    const change = decideExpiry(waitingFor(['restart', 60]), plan, [done], after(60));
    expect(change).toMatchObject({ steps: [], events: [], after: { stepTimers: [] } });
  });
});
