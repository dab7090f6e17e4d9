import { describe, expect, it } from 'vitest';
import type { PolicySnapshot, Step } from '#domain/escalation/schema.ts';
import { firstTimer, nextLevel, type Walk } from '#domain/escalation/walk.ts';
import { ada, payments } from '#test/support/sampleOrganisation.ts';
import { START } from '#test/support/world.ts';

const step = (after: string, when?: Step['when']): Step => ({
  after,
  targets: [{ type: 'contact', id: ada.id }],
  when,
});
const walkOf = (steps: Step[], changes: Partial<PolicySnapshot> = {}): Walk => ({
  policy: {
    policyId: null,
    steps,
    repeat: 0,
    acknowledgementTimeout: null,
    whenExhausted: { targets: [], repeatEvery: null },
    ...changes,
  },
  firstPass: 1,
  priority: 'P2',
  serviceId: payments.id,
});
const since = START.getTime();
const minutes = (count: number) => count * 60_000;

describe('a step with a condition', () => {
  it.each<[string, Step['when'], boolean]>([
    ['on another priority is passed over', { priorities: ['P1'] }, false],
    ['on its priority counts', { priorities: ['P1', 'P2'] }, true],
    ['on another service is passed over', { serviceIds: ['svc_00000000000000000000000000'] }, false],
    ['on its service counts', { serviceIds: [payments.id] }, true],
    ['on a time of the day that it is counts', { window: window('04:00', '05:00') }, true],
    ['on another time of the day is passed over', { window: window('05:00', '06:00') }, false],
    ['on all of them needs all', { priorities: ['P2'], window: window('05:00', '06:00') }, false],
  ])('%s', (_case, when, counts) => {
    const walk = walkOf([step('PT0S', when), step('PT5M')]);
    expect(nextLevel(walk, { level: 0, pass: 1 }, { since })).toMatchObject(
      counts ? { level: 1, after: 0 } : { level: 2, after: minutes(5) },
    );
  });

  it('is asked for the time at which it would be paged', () => {
    // 04:00 in Berlin when the walk begins.
    const walk = walkOf([step('PT70M', { window: window('05:00', '06:00') })]);
    expect(nextLevel(walk, { level: 0, pass: 1 }, { since })).toMatchObject({ level: 1 });
    expect(nextLevel(walk, { level: 0, pass: 1 }, { at: since })).toMatchObject({ kind: 'exhausted' });
  });

  it('that is met only in a later pass is paged there', () => {
    const walk = walkOf([step('PT1H', { window: window('06:00', '07:00') })], { repeat: 2 });
    // The first pass would page at 05:00, and the second at 06:00 if it begins when the first is over.
    expect(nextLevel(walk, { level: 0, pass: 1 }, { since: since + minutes(60) })).toMatchObject({
      kind: 'level',
      level: 1,
      pass: 1,
    });
    expect(nextLevel(walk, { level: 0, pass: 1 }, { since })).toMatchObject({ kind: 'exhausted' });
  });

  it('leaves nothing to wait for where no step is met at all', () => {
    const walk = walkOf([step('PT5M', { priorities: ['P1'] })], { repeat: 3 });
    expect(nextLevel(walk, { level: 0, pass: 1 }, { since })).toEqual({ kind: 'exhausted', after: 0 });
    expect(firstTimer(walk, START)).toEqual({
      nextAt: START.toISOString(),
      delayFrom: START.toISOString(),
    });
  });
});

describe('a pass that is over', () => {
  it('is repeated after the delay of the first step, and ends after the same time', () => {
    const walk = walkOf([step('PT2M'), step('PT5M')], { repeat: 1 });
    expect(nextLevel(walk, { level: 2, pass: 1 }, { since })).toEqual({
      kind: 'level',
      level: 1,
      pass: 2,
      after: minutes(2),
    });
    expect(nextLevel(walk, { level: 2, pass: 2 }, { since })).toEqual({
      kind: 'exhausted',
      after: minutes(2),
    });
  });
});

function window(from: string, to: string) {
  return { timeZone: 'Europe/Berlin', from, to };
}
