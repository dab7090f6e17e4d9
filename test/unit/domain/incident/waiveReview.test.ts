import { describe, expect, it } from 'vitest';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { decideWaiveReview } from '#domain/incident/waiveReview.ts';
import { incidentIn } from '#test/support/incidents.ts';
import { alice, START } from '#test/support/world.ts';

const now = new Date(START.getTime() + 60_000);
const asked = { actor: alice, now, reason: 'A false alarm.' };
const review = { required: true, dueIn: 'P5D', waived: false };
const blocked = (changes: Partial<IncidentRecord> = {}) =>
  incidentIn('resolved', {
    review,
    closureBlockedAt: START.toISOString(),
    nextAt: '2026-03-02T00:00:00.000Z',
    ...changes,
  });

describe('waiving a review', () => {
  it('is in the timeline with its reason, and opens the gate for which nothing else is missing', () => {
    const change = decideWaiveReview(blocked(), asked);
    expect(change?.after).toMatchObject({ review: { ...review, waived: true }, nextAt: now.toISOString() });
    expect(change?.events).toEqual([
      { type: 'review.waived', actor: alice, data: { dueIn: 'P5D' }, reason: 'A false alarm.' },
    ]);
  });

  it.each([
    ['something else is missing', blocked({ category: null })],
    ['the quiet period is not over', incidentIn('resolved', { review })],
    ['people still work on it', incidentIn('acknowledged', { review })],
  ])('leaves the clock alone where %s', (_case, record) => {
    expect(decideWaiveReview(record, asked)?.after.nextAt).toBe(record.nextAt);
  });

  it('twice changes nothing', () => {
    const record = incidentIn('resolved', { review: { ...review, waived: true } });
    expect(decideWaiveReview(record, asked)).toBeUndefined();
  });

  it.each([
    ['asks for none', incidentIn('resolved')],
    ['is final', incidentIn('canceled', { review })],
  ])('is refused where the incident %s', (_case, record) => {
    expect(() => decideWaiveReview(record, asked)).toThrow(
      expect.objectContaining({ code: 'invalid-transition' }),
    );
  });
});
