import { describe, expect, it } from 'vitest';
import { decideMove, type Move } from '#domain/incident/move.ts';
import { type Status, status } from '#domain/incident/schema.ts';
import type { MoveName } from '#domain/incident/status.ts';
import { Refusal } from '#domain/refusal.ts';
import { incidentIn } from '#test/support/incidents.ts';
import { alice, START } from '#test/support/world.ts';

const asked = { actor: alice, now: new Date(START.getTime() + 60_000) };
const laterBy = (seconds: number) => new Date(asked.now.getTime() + seconds * 1000).toISOString();

/** Where each move leads from each status that allows it: contract section 3, and nothing else. */
const table: Record<Exclude<MoveName, 'merge'>, Partial<Record<Status, Status>>> = {
  acknowledge: { triggered: 'acknowledged', mitigated: 'acknowledged' },
  unacknowledge: { acknowledged: 'triggered', mitigated: 'triggered' },
  mitigate: { triggered: 'mitigated', acknowledged: 'mitigated' },
  resolve: { triggered: 'resolved', acknowledged: 'resolved', mitigated: 'resolved' },
  reopen: { resolved: 'triggered', mitigated: 'triggered' },
  close: { resolved: 'closed' },
  cancel: { triggered: 'canceled', acknowledged: 'canceled' },
  escalate: { triggered: 'triggered' },
  snooze: { triggered: 'triggered', acknowledged: 'acknowledged' },
};
const merges: Status[] = ['triggered', 'acknowledged'];
const events: Record<keyof typeof table, string> = {
  acknowledge: 'incident.acknowledged',
  unacknowledge: 'incident.unacknowledged',
  mitigate: 'incident.mitigated',
  resolve: 'incident.resolved',
  reopen: 'incident.reopened',
  close: 'incident.closed',
  cancel: 'incident.canceled',
  escalate: 'escalation.started',
  snooze: 'incident.snoozed',
};
const names = Object.keys(table) as (keyof typeof table)[];

function moveOf(name: keyof typeof table): Move {
  if (name === 'resolve') return { name, summary: 'Rolled back', cause: 'A bad deploy' };
  if (name === 'snooze') return { name, for: 'PT1H' };
  return { name };
}

function refusalOf(decide: () => unknown): Refusal {
  try {
    decide();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe.each(status.options)('an incident that is %s', (from) => {
  const allowed = [
    ...names.filter((name) => table[name][from]),
    ...(merges.includes(from) ? (['merge'] as const) : []),
  ].sort();

  it.each(names)('and a %s', (name) => {
    const record = incidentIn(from);
    const to = table[name][from];
    if (!to) {
      const refusal = refusalOf(() => decideMove(record, moveOf(name), asked));
      expect(refusal.code).toBe('invalid-transition');
      expect([...(refusal.extra.allowed as string[])].sort()).toEqual(allowed);
      return;
    }
    const change = decideMove(record, moveOf(name), { ...asked, reason: 'Because.' });
    const over = to === 'closed' || to === 'canceled';
    expect(change.after).toMatchObject({ status: to, revision: record.revision + 1 });
    expect(change.after.nextAt === null).toBe(over);
    expect(change.events).toEqual([
      { type: events[name], actor: alice, data: expect.any(Object), reason: 'Because.' },
    ]);
    expect(change.before).toBe(record);
  });
});

describe('an acknowledgement', () => {
  it('returns to triggered after the time of the policy', () => {
    const { after, events: told } = decideMove(incidentIn('triggered'), { name: 'acknowledge' }, asked);
    expect(after).toMatchObject({ acknowledgedAt: asked.now.toISOString(), nextAt: laterBy(1800) });
    expect(told[0]?.data).toEqual({ returnsToTriggeredAt: laterBy(1800) });
  });

  it('begins the response stage where paging has not', () => {
    const { after } = decideMove(incidentIn('triggered'), { name: 'acknowledge' }, asked);
    expect(after.lifecycle.find((entry) => entry.stage === 'response')).toEqual({
      stage: 'response',
      enteredAt: asked.now.toISOString(),
      by: alice,
    });
  });
});

describe('an incident that is triggered again', () => {
  it('forgets how it was answered and begins a new pass at the first level', () => {
    const escalation = { policyId: null, level: 2, pass: 1, exhausted: true };
    const record = incidentIn('resolved', { escalation, closureBlockedAt: START.toISOString() });
    const { after } = decideMove(record, { name: 'reopen' }, asked);
    expect(after).toMatchObject({
      acknowledgedAt: null,
      mitigatedAt: null,
      resolvedAt: null,
      resolution: null,
      closureBlockedAt: null,
      firstPass: 2,
      escalation: { level: 0, pass: 2, exhausted: false },
      nextAt: asked.now.toISOString(),
    });
  });

  it('gets a pass of its own after a fallback page without any level', () => {
    const { policy } = incidentIn('acknowledged');
    const record = incidentIn('acknowledged', {
      policy: { ...policy, steps: [] },
      escalation: { policyId: null, level: 0, pass: 1, exhausted: true },
    });
    const { after } = decideMove(record, { name: 'unacknowledge' }, asked);
    expect(after.escalation).toMatchObject({ pass: 2, exhausted: false });
  });

  it('keeps its pass where nobody was paged yet', () => {
    const { after } = decideMove(incidentIn('acknowledged'), { name: 'unacknowledge' }, asked);
    expect(after.escalation.pass).toBe(1);
  });
});

describe('a resolution', () => {
  it('closes by itself after the quiet period', () => {
    const { after } = decideMove(incidentIn('triggered'), moveOf('resolve'), asked);
    expect(after).toMatchObject({
      resolution: { summary: 'Rolled back', cause: 'A bad deploy' },
      resolvedAt: asked.now.toISOString(),
      nextAt: laterBy(3600),
    });
  });
});

describe('closing', () => {
  it.each([
    [{ category: null }, ['category']],
    [{ resolution: null }, ['resolution.summary']],
    [{ category: null, resolution: { summary: '', cause: null } }, ['category', 'resolution.summary']],
  ])('is refused while something is missing: %j', (changes, missing) => {
    const refusal = refusalOf(() => decideMove(incidentIn('resolved', changes), { name: 'close' }, asked));
    expect(refusal).toMatchObject({ code: 'closure-blocked', extra: { missing } });
  });

  it('enters the last stage of the lifecycle', () => {
    const { after } = decideMove(incidentIn('resolved'), { name: 'close' }, asked);
    expect(after.closedAt).toBe(asked.now.toISOString());
    expect(after.lifecycle.at(-1)).toMatchObject({ stage: 'closure', by: alice });
  });
});

describe('escalating now', () => {
  const escalation = { policyId: null, level: 1, pass: 1, exhausted: false };

  it('makes the next level due at once', () => {
    const change = decideMove(incidentIn('triggered', { escalation }), { name: 'escalate' }, asked);
    expect(change.after).toMatchObject({ escalation, nextAt: asked.now.toISOString() });
    expect(change.events[0]?.data).toEqual({ next: { level: 2, pass: 1 } });
  });

  it('begins again with the first level when every level is used up', () => {
    const used = { ...escalation, level: 2, exhausted: true };
    const change = decideMove(incidentIn('triggered', { escalation: used }), { name: 'escalate' }, asked);
    expect(change.after.escalation).toMatchObject({ level: 0, pass: 2, exhausted: false });
    expect(change.events[0]?.data).toEqual({ next: { level: 1, pass: 2 } });
  });

  it('ends a snooze', () => {
    const record = incidentIn('triggered', { snoozedUntil: laterBy(900) });
    expect(decideMove(record, { name: 'escalate' }, asked).after.snoozedUntil).toBeNull();
  });
});

describe('a snooze', () => {
  it('lets the clock sleep until it is over', () => {
    const { after } = decideMove(incidentIn('triggered'), moveOf('snooze'), asked);
    expect(after).toMatchObject({ snoozedUntil: laterBy(3600), nextAt: laterBy(3600) });
  });

  it('of an exhausted incident is followed by a new pass', () => {
    const escalation = { policyId: null, level: 2, pass: 1, exhausted: true };
    const { after } = decideMove(incidentIn('triggered', { escalation }), moveOf('snooze'), asked);
    expect(after).toMatchObject({
      escalation: { level: 0, pass: 2, exhausted: false },
      snoozedUntil: laterBy(3600),
      nextAt: laterBy(3600),
    });
  });
});
