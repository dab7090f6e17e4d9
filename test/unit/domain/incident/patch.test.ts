import { describe, expect, it } from 'vitest';
import { decidePatch } from '#domain/incident/patch.ts';
import { defaultSettings } from '#domain/organisation/defaults.ts';
import { incidentIn } from '#test/support/incidents.ts';
import { alice, START } from '#test/support/world.ts';

const { priorityMatrix } = defaultSettings;
const now = new Date(START.getTime() + 60_000);
const asked = { actor: alice, now };
const paged = { policyId: null, level: 1, pass: 1, exhausted: false };
const minor = { severity: 'low', impact: 'low', priority: 'P5', escalation: paged } as const;

describe('a changed severity or impact', () => {
  it('pages again from the first level at once when the priority rises and nobody has acknowledged', () => {
    const change = decidePatch(
      incidentIn('triggered', minor),
      { severity: 'critical' },
      priorityMatrix,
      asked,
    );
    expect(change?.after).toMatchObject({
      severity: 'critical',
      priority: 'P3',
      escalation: { level: 0, pass: 2 },
      firstPass: 2,
      nextAt: now.toISOString(),
    });
    expect(change?.events).toEqual([
      expect.objectContaining({
        type: 'incident.prioritized',
        data: { severity: 'critical', impact: 'low', priority: 'P3', before: 'P5' },
        reason: 'P3 is higher than P5: paging begins again with level 1.',
      }),
    ]);
  });

  it('pages at once even where the first level has a delay', () => {
    const record = incidentIn('triggered', minor);
    const steps = record.policy.steps.map((step) => ({ ...step, after: 'PT5M' }));
    const delayed = { ...record, policy: { ...record.policy, steps } };
    const change = decidePatch(delayed, { impact: 'critical' }, priorityMatrix, asked);
    expect(change?.after.nextAt).toBe(now.toISOString());
  });

  it.each(['acknowledged', 'mitigated', 'resolved'] as const)('pages nobody while it is %s', (status) => {
    const record = incidentIn(status, minor);
    const change = decidePatch(record, { impact: 'critical' }, priorityMatrix, asked);
    expect(change?.after).toMatchObject({ priority: 'P3', escalation: paged, nextAt: record.nextAt });
  });

  it('pages nobody again when the priority falls or stays', () => {
    const record = incidentIn('triggered', { escalation: paged });
    for (const patch of [{ severity: 'low' }, { impact: 'high' }] as const) {
      const change = decidePatch(record, patch, priorityMatrix, asked);
      expect(change?.after).toMatchObject({ escalation: paged, nextAt: record.nextAt });
    }
  });

  it('follows the matrix that the organisation has made', () => {
    const row = { critical: 'P5', high: 'P5', medium: 'P5', low: 'P5' } as const;
    const matrix = { critical: row, high: row, medium: row, low: row };
    const change = decidePatch(incidentIn('triggered'), { severity: 'low' }, matrix, asked);
    expect(change?.after.priority).toBe('P5');
  });
});

describe('a patch', () => {
  it('that changes nothing makes no change', () => {
    const record = incidentIn('triggered');
    const same = { title: record.title, severity: record.severity, reason: 'Just looking.' };
    expect(decidePatch(record, same, priorityMatrix, asked)).toBeUndefined();
  });

  it('of the title is told with its reason', () => {
    const change = decidePatch(incidentIn('triggered'), { title: 'Checkout is slow' }, priorityMatrix, {
      ...asked,
      reason: 'It answers again.',
    });
    expect(change?.events).toEqual([
      {
        type: 'incident.updated',
        actor: alice,
        data: { title: 'Checkout is slow' },
        reason: 'It answers again.',
      },
    ]);
  });

  it('with the category that closing waited for lets the clock close at once', () => {
    const blocked = { category: null, closureBlockedAt: START.toISOString() };
    const change = decidePatch(
      incidentIn('resolved', blocked),
      { category: 'availability' },
      priorityMatrix,
      asked,
    );
    expect(change?.after.nextAt).toBe(now.toISOString());
    expect(change?.after.lifecycle.find((entry) => entry.stage === 'categorization')?.by).toEqual(alice);
  });

  it.each(['closed', 'canceled', 'merged'] as const)('of one that is %s is refused', (status) => {
    expect(() => decidePatch(incidentIn(status), { title: 'Other' }, priorityMatrix, asked)).toThrow(
      expect.objectContaining({ code: 'invalid-transition' }),
    );
  });
});
