import { describe, expect, it } from 'vitest';
import type { Difference } from '#apply/changes/differences.ts';
import type { Plan } from '#apply/changes/plan.ts';
import { planLines } from '#apply/changes/report.ts';
import { declare } from '#apply/files/declare.ts';
import { readYaml } from '#apply/files/document.ts';

/** What is shown of one field that changes. */
function shown(before: unknown, after: unknown): string | undefined {
  const [thing] = declare([readYaml('a.yaml', 'name: a\nservices:\n  shop: { name: Shop }\n')]).things;
  if (!thing) throw new Error('The file declares a service.');
  const difference: Difference = { path: 'description', before, after };
  const present = { kind: thing.kind, id: '', key: thing.key, name: 'Shop', etag: '', fields: {} };
  const plan: Plan = {
    creations: [],
    changes: [{ thing, present, fields: ['description'], differences: [difference] }],
    deletions: [],
    unchanged: 0,
    kept: [],
    ids: new Map(),
  };
  return planLines(plan, 'a')[0]?.replace('~ service shop  description: ', '');
}

describe('a change is shown', () => {
  it.each([
    ['words as they are', 'high', 'very high', 'high → very high'],
    ['nothing as none', null, [], 'none → none'],
    ['lists with commas', ['ada'], ['ada', 'ben'], 'ada → ada, ben'],
    ['what could be mistaken in quotes', '', 'a, "b"', '"" → "a, \\"b\\""'],
    ['structures as JSON', { required: false }, { required: true }, '{"required":false} → {"required":true}'],
    [
      'long texts around where they begin to differ',
      `${'x'.repeat(100)} old ${'y'.repeat(100)}`,
      `${'x'.repeat(100)} new ${'y'.repeat(100)}`,
      `…${'x'.repeat(19)} old ${'y'.repeat(36)}… → …${'x'.repeat(19)} new ${'y'.repeat(36)}…`,
    ],
    [
      'what a terminal would obey as its number',
      'a',
      'a\u001b[2J\u009b2J\u202eb',
      'a → "a\\u001b[2J\\u009b2J\\u202eb"',
    ],
  ])('%s', (_what, before, after, text) => {
    expect(shown(before, after)).toBe(text);
  });
});
