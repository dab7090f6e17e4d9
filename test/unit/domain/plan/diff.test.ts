import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffPlans } from '#domain/plan/diff.ts';
import { planInput, runbookStep } from '#test/support/samplePlan.ts';

const withSteps = (...steps: ReturnType<typeof runbookStep>[]) => planInput({ runbook: { steps } });

describe('the difference of two versions of a plan', () => {
  it('names a field by its path, with what it was and what it is', () => {
    const before = planInput({ communication: { audiences: [], cadence: { P1: 'PT30M' } } });
    const after = planInput({
      name: 'Payments broken',
      match: { categories: ['availability'] },
      communication: { audiences: ['Board'], cadence: { P1: 'PT15M', P2: 'PT1H' } },
    });
    expect(diffPlans(before, after)).toEqual([
      { path: 'name', before: 'Payments down', after: 'Payments broken' },
      { path: 'match', before: null, after: { categories: ['availability'] } },
      { path: 'communication.audiences', before: [], after: ['Board'] },
      { path: 'communication.cadence.P1', before: 'PT30M', after: 'PT15M' },
      { path: 'communication.cadence.P2', before: null, after: 'PT1H' },
    ]);
  });

  it('compares steps by their keys, wherever they stand', () => {
    const [graphs, rollback] = [runbookStep('check-graphs'), runbookStep('roll-back')];
    const page = runbookStep('constructor');
    const renamed = { ...graphs, title: 'Look at the graphs' };
    expect(diffPlans(withSteps(graphs, rollback), withSteps(page, renamed))).toEqual([
      {
        path: 'runbook.steps.check-graphs.title',
        before: 'Step check-graphs',
        after: 'Look at the graphs',
      },
      { path: 'runbook.steps.roll-back', before: rollback, after: null },
      { path: 'runbook.steps.constructor', before: null, after: page },
    ]);
  });

  it('tells when the order has changed', () => {
    const [graphs, rollback] = [runbookStep('check-graphs'), runbookStep('roll-back')];
    expect(diffPlans(withSteps(graphs, rollback), withSteps(rollback, graphs))).toEqual([
      {
        path: 'runbook.steps',
        before: ['check-graphs', 'roll-back'],
        after: ['roll-back', 'check-graphs'],
      },
    ]);
  });

  it('compares roles by their names', () => {
    const fillFrom = { type: 'contact', id: 'ctc_01J00000000000000000000000' } as const;
    const before = planInput({ roles: [{ role: 'commander', fillFrom: null }] });
    const after = planInput({ roles: [{ role: 'commander', fillFrom }] });
    expect(diffPlans(before, after)).toEqual([
      { path: 'roles.commander.fillFrom', before: null, after: fillFrom },
    ]);
  });

  it('from nothing is all that is given', () => {
    const paths = diffPlans(null, planInput()).map(({ path }) => path);
    expect(paths).toContain('name');
    expect(paths).not.toContain('match');
  });

  it('is nothing between equals, and never between others', () => {
    const key = fc.constantFrom('a', 'b', 'c');
    const steps = fc
      .uniqueArray(fc.record({ key, title: fc.constantFrom('x', 'y') }), { selector: (step) => step.key })
      .map((some) => some.map(({ key: name, title }) => runbookStep(name, { title })));
    fc.assert(
      fc.property(steps, steps, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        const changes = diffPlans(withSteps(...one), withSteps(...other));
        expect(changes.length === 0).toBe(same);
        const back = diffPlans(withSteps(...other), withSteps(...one));
        const turned = back.map(({ path, before, after }) => ({ path, before: after, after: before }));
        expect(turned).toEqual(expect.arrayContaining(changes));
        expect(turned).toHaveLength(changes.length);
      }),
    );
  });
});
