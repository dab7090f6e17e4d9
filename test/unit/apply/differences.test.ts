import { describe, expect, it } from 'vitest';
import { differences } from '#apply/changes/differences.ts';

describe('differences', () => {
  it('are the smallest parts that differ', () => {
    const before = { steps: [{ after: 'PT0S', targets: ['ada'] }, { after: 'PT5M' }], repeat: 0 };
    const after = { steps: [{ after: 'PT0S', targets: ['ada', 'ben'] }, { after: 'PT9M' }], repeat: 0 };
    expect(differences(before, after, 'policy')).toEqual([
      { path: 'policy.steps.0.targets', before: ['ada'], after: ['ada', 'ben'] },
      { path: 'policy.steps.1.after', before: 'PT5M', after: 'PT9M' },
    ]);
  });

  it('of lists that grow are the lists', () => {
    expect(differences([{ name: 'a' }], [{ name: 'a' }, { name: 'b' }], 'layers')).toEqual([
      { path: 'layers', before: [{ name: 'a' }], after: [{ name: 'a' }, { name: 'b' }] },
    ]);
  });

  it('include what comes and what goes', () => {
    expect(differences({ a: 1 }, { b: 2 }, 'x')).toEqual([
      { path: 'x.a', before: 1, after: undefined },
      { path: 'x.b', before: undefined, after: 2 },
    ]);
    expect(differences(null, { b: 2 }, 'x')).toEqual([{ path: 'x', before: null, after: { b: 2 } }]);
  });

  it('of what is the same there are none', () => {
    expect(differences({ a: [1, { b: null }] }, { a: [1, { b: null }] }, 'x')).toEqual([]);
  });
});
