import { Refusal } from '../refusal.ts';
import type { Asked } from './asked.ts';
import { type Change, changeOf } from './change.ts';
import { requireChangeable } from './changeable.ts';
import { lookAtGate } from './closure.ts';
import type { IncidentRecord } from './record.ts';
import { allowedMoves } from './status.ts';

/**
 * Decides that an incident needs no review after all. Where closing waited for nothing else, it closes now.
 *
 * @param asked with the reason, which the timeline keeps
 * @returns the change, or undefined where the review is waived already
 * @throws Refusal `invalid-transition` where the incident is final or asks for no review
 */
export function decideWaiveReview(record: IncidentRecord, asked: Asked): Change | undefined {
  requireChangeable(record);
  if (!record.review.required) {
    throw new Refusal(
      'invalid-transition',
      `Incident #${record.number} asks for no review, so there is none to waive. Nothing has to be done.`,
      { allowed: allowedMoves(record.status), status: record.status },
    );
  }
  if (record.review.waived) return undefined;
  return lookAtGate(
    changeOf(record, asked.now, { review: { ...record.review, waived: true } }, [
      {
        type: 'review.waived',
        actor: asked.actor,
        data: { dueIn: record.review.dueIn },
        ...(asked.reason ? { reason: asked.reason } : {}),
      },
    ]),
  );
}
