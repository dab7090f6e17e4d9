import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '#domain/incident/change.ts';
import { missingForClosure } from '#domain/incident/closure.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { RunbookStepInput } from '#domain/plan/schema.ts';
import { Refusal } from '#domain/refusal.ts';
import { decideStep } from '#domain/runbook/decide.ts';
import { decideExpiry } from '#domain/runbook/expiry.ts';
import type { StepAction, StepProgress, StepState } from '#domain/runbook/schema.ts';
import { isFinished, untouched } from '#domain/runbook/states.ts';
import { incidentIn, incidentOf } from '#test/support/incidents.ts';
import { automatedStep } from '#test/support/runbooks.ts';
import { ada } from '#test/support/sampleOrganisation.ts';
import { runbookStep } from '#test/support/samplePlan.ts';
import { alice, START } from '#test/support/world.ts';

const asked = { actor: alice, now: new Date(START.getTime() + 30_000) };
const byHand = runbookStep('check', { required: true });
const byItself = automatedStep('restart', 'manual', { required: true });
const record = incidentOf({ requiredSteps: ['check', 'restart'] });

const complete: StepAction = { name: 'complete', output: null };
const skip: StepAction = { name: 'skip', reason: 'Not this time.' };
const fail: StepAction = { name: 'fail', reason: 'No such pod.', output: null };
const assign: StepAction = { name: 'assign', assignee: ada };
const run: StepAction = { name: 'run' };

const inState = (
  step: RunbookStepInput,
  state: StepState,
  changes: Partial<StepProgress> = {},
): StepProgress => ({
  ...untouched(step.key),
  state,
  ...changes,
});

function refusalOf(decide: () => unknown): Pick<Refusal, 'code' | 'extra'> {
  try {
    decide();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('It was not refused.');
}

describe('a step that somebody does', () => {
  it('is done, by whom and when, with what it brought up; closing waits for it no longer', () => {
    const action: StepAction = { name: 'complete', output: 'All green.' };
    const change = decideStep(record, byHand, null, action, asked);
    expect(change?.steps).toEqual([
      { ...untouched('check'), state: 'done', at: asked.now.toISOString(), by: alice, output: 'All green.' },
    ]);
    expect(change?.after.requiredSteps).toEqual(['restart']);
    expect(change?.events).toEqual([
      {
        type: 'step.completed',
        actor: alice,
        data: { step: 'check', title: 'Step check', run: 0, output: 'All green.' },
      },
    ]);
  });

  it('shows the beginning of a long output in the timeline and keeps all of it', () => {
    const output = 'x'.repeat(20_000);
    const change = decideStep(record, byHand, null, { name: 'complete', output }, asked);
    expect(change?.events[0]?.data.output).toBe('x'.repeat(1000));
    expect(change?.steps[0]?.output).toBe(output);
  });

  it('is skipped only with its reason in the timeline', () => {
    const change = decideStep(record, byHand, null, skip, asked);
    expect(change?.steps[0]).toMatchObject({ state: 'skipped', reason: 'Not this time.' });
    expect(change?.after.requiredSteps).toEqual(['restart']);
    expect(change?.events[0]).toMatchObject({ type: 'step.skipped', reason: 'Not this time.' });
  });

  it.each([
    ['done', complete],
    ['skipped', skip],
    ['failed', fail],
  ] as const)('that is %s already changes nothing when it is said again', (state, action) => {
    expect(decideStep(record, byItself, inState(byItself, state, { run: 1 }), action, asked)).toBeUndefined();
  });

  it('may be done although it was skipped, and is not skipped once it is done', () => {
    expect(decideStep(record, byHand, inState(byHand, 'skipped'), complete, asked)?.steps[0]?.state).toBe(
      'done',
    );
    expect(refusalOf(() => decideStep(record, byHand, inState(byHand, 'done'), skip, asked))).toMatchObject({
      code: 'invalid-transition',
      extra: { allowed: ['complete', 'assign'] },
    });
  });

  it('can be given to somebody in any state, once, and keeps its state', () => {
    const done = inState(byHand, 'done', { at: START.toISOString(), by: alice });
    const change = decideStep(record, byHand, done, assign, asked);
    expect(change?.steps).toEqual([{ ...done, assigneeId: ada.id }]);
    expect(change?.events[0]).toMatchObject({
      type: 'step.assigned',
      data: { step: 'check', title: 'Step check', contactId: ada.id, contact: 'Ada', before: null },
    });
    expect(decideStep(record, byHand, { ...done, assigneeId: ada.id }, assign, asked)).toBeUndefined();
  });

  it('keeps whom it was given to when it is done', () => {
    const given = inState(byHand, 'open', { assigneeId: ada.id });
    expect(decideStep(record, byHand, given, complete, asked)?.steps[0]?.assigneeId).toBe(ada.id);
  });

  it('lets the clock close an incident at once that waited for nothing else', () => {
    const resolvedAt = { requiredSteps: ['check'], closureBlockedAt: START.toISOString(), nextAt: null };
    const waiting = incidentIn('resolved', resolvedAt);
    expect(decideStep(waiting, byHand, null, complete, asked)?.after.nextAt).toBe(asked.now.toISOString());
    const waitsForMore = { ...waiting, requiredSteps: ['check', 'restart'] };
    const change = decideStep(waitsForMore, byHand, null, complete, asked);
    expect(change?.after.nextAt).toBeNull();
    expect(change && missingForClosure(change.after)).toEqual(['runbook.restart']);
  });

  it.each(['closed', 'canceled', 'merged'] as const)('stays as it is on an incident that is %s', (status) => {
    for (const action of [complete, skip, assign, fail, run]) {
      expect(refusalOf(() => decideStep(incidentIn(status), byItself, null, action, asked)).code).toBe(
        'invalid-transition',
      );
    }
  });
});

describe('a step that runs by itself', () => {
  const requested = (runs = 1) =>
    inState(byItself, 'requested', {
      run: runs,
      expiresAt: new Date(START.getTime() + 60_000).toISOString(),
    });
  const running: IncidentRecord = {
    ...record,
    stepTimers: [{ key: 'restart', at: new Date(START.getTime() + 60_000).toISOString() }],
  };

  it('is asked for, with a time by which it has to report back', () => {
    const change = decideStep(record, byItself, null, run, asked);
    const expiresAt = new Date(asked.now.getTime() + 60_000).toISOString();
    expect(change?.steps[0]).toMatchObject({ state: 'requested', run: 1, expiresAt });
    expect(change?.after.stepTimers).toEqual([{ key: 'restart', at: expiresAt }]);
    expect(change?.after.requiredSteps).toEqual(record.requiredSteps);
    expect(change?.events[0]).toMatchObject({
      type: 'step.requested',
      data: {
        step: 'restart',
        run: 1,
        automation: 'restart-pods',
        parameters: { pod: 'checkout' },
        expiresAt,
        incident: { number: record.number, title: record.title, priority: 'P1', serviceId: record.serviceId },
      },
    });
  });

  it.each(['requested', 'done', 'skipped'] as const)('is not asked for while it is %s', (state) => {
    const refusal = refusalOf(() => decideStep(record, byItself, inState(byItself, state), run, asked));
    expect(refusal.code).toBe('invalid-transition');
    expect(refusal.extra.allowed).not.toContain('run');
  });

  it.each(['failed', 'expired'] as const)('is asked for again when it has %s, as the next run', (state) => {
    const before = inState(byItself, state, { run: 2, reason: 'No such pod.', output: 'log' });
    expect(decideStep(record, byItself, before, run, asked)?.steps[0]).toMatchObject({
      state: 'requested',
      run: 3,
      reason: null,
      output: null,
    });
  });

  it('has nothing to run or to fail where it has no automation', () => {
    for (const action of [run, fail]) {
      expect(refusalOf(() => decideStep(record, byHand, null, action, asked)).code).toBe('validation-failed');
    }
  });

  it('does not fail before it is run', () => {
    expect(refusalOf(() => decideStep(record, byItself, null, fail, asked)).code).toBe('invalid-transition');
  });

  it('reports its failure, which blocks nobody: no timer is left, and people can do it', () => {
    const change = decideStep(running, byItself, requested(), { ...fail, output: 'log' }, asked);
    expect(change?.steps[0]).toMatchObject({
      state: 'failed',
      reason: 'No such pod.',
      output: 'log',
      expiresAt: null,
    });
    expect(change?.after).toMatchObject({ stepTimers: [], requiredSteps: record.requiredSteps });
    expect(change?.events[0]).toMatchObject({
      type: 'step.failed',
      data: { run: 1 },
      reason: 'No such pod.',
    });
  });

  it('has nothing to say any more when somebody has done it meanwhile', () => {
    const done = inState(byItself, 'done', { run: 1 });
    expect(decideStep(record, byItself, done, fail, asked)).toBeUndefined();
  });

  it('counts as done where it reports late', () => {
    const expired = inState(byItself, 'expired', { run: 1 });
    const change = decideStep(record, byItself, expired, { ...complete, run: 1 }, asked);
    expect(change?.steps[0]?.state).toBe('done');
    expect(change?.after.requiredSteps).toEqual(['check']);
  });

  it.each([complete, fail])('hears that a report of another run than the last does not count', (action) => {
    const late = { ...action, run: 1 } as StepAction;
    for (const before of [requested(2), inState(byItself, 'done', { run: 2 }), null]) {
      expect(refusalOf(() => decideStep(running, byItself, before, late, asked)).code).toBe('conflict');
    }
    const present = { ...action, run: 2 } as StepAction;
    expect(decideStep(running, byItself, requested(2), present, asked)?.after.stepTimers).toEqual([]);
  });
});

describe('any order of what can happen to steps', () => {
  const plan = [
    byHand,
    byItself,
    runbookStep('tell'),
    automatedStep('collect', 'manual'),
    automatedStep('drain', 'opened', { required: true }),
  ];
  const reason = fc.constant('It was so.');
  const output = fc.constantFrom('log', null);
  const anyRun = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
  const anyAction: fc.Arbitrary<StepAction> = fc.oneof(
    fc.record({ name: fc.constant('complete' as const), output, run: anyRun }),
    fc.record({ name: fc.constant('skip' as const), reason }),
    fc.record({ name: fc.constant('assign' as const), assignee: fc.constantFrom(ada, null) }),
    fc.record({ name: fc.constant('fail' as const), reason, output, run: anyRun }),
    fc.constant(run),
  );
  const anyHappening = fc.record({
    step: fc.constantFrom(...plan),
    /** Null: the clock looks for runs that are over. */
    action: fc.option(anyAction, { nil: null }),
    wait: fc.constantFrom(0, 1000, 59_999, 60_000, 120_000),
  });

  it('keeps what closing waits for, what is under way, and the numbers of runs', () => {
    fc.assert(
      fc.property(fc.array(anyHappening, { maxLength: 40 }), (happenings) => {
        let now = START.getTime();
        let incident = incidentOf({
          requiredSteps: plan.filter((step) => step.required).map(({ key }) => key),
        });
        const steps = new Map<string, StepProgress>();
        const stateOf = (key: string) => steps.get(key)?.state ?? 'open';

        for (const { step, action, wait } of happenings) {
          now += wait;
          const at = new Date(now);
          const runsBefore = steps.get(step.key)?.run ?? 0;
          let change: Change | undefined;
          try {
            change = action
              ? decideStep(incident, step, steps.get(step.key) ?? null, action, { actor: alice, now: at })
              : decideExpiry(incident, plan, [...steps.values()], at);
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
            continue;
          }
          for (const progress of change?.steps ?? []) steps.set(progress.key, progress);
          incident = change?.after ?? incident;

          expect(incident.requiredSteps).toEqual(
            plan.filter((one) => one.required && !isFinished(stateOf(one.key))).map(({ key }) => key),
          );
          const underWay = [...steps.values()].filter(({ state }) => state === 'requested');
          expect(new Map(incident.stepTimers.map((timer) => [timer.key, timer.at]))).toEqual(
            new Map(underWay.map(({ key, expiresAt }) => [key, expiresAt])),
          );
          expect(incident.stepTimers).toHaveLength(underWay.length);
          const began = change !== undefined && action?.name === 'run';
          expect(steps.get(step.key)?.run ?? 0).toBe(runsBefore + (began ? 1 : 0));
          if (!action)
            expect(underWay.every(({ expiresAt }) => (expiresAt ?? '') > at.toISOString())).toBe(true);
        }
      }),
    );
  });
});
