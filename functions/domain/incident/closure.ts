import type { Change } from './change.ts';
import type { IncidentRecord } from './record.ts';

/**
 * What keeps an incident from closing (contract section 3).
 *
 * @returns the names of what is missing; empty when the gate is open
 */
export function missingForClosure(record: IncidentRecord): string[] {
  const missing: string[] = [];
  if (!record.category) missing.push('category');
  if (!record.resolution?.summary) missing.push('resolution.summary');
  missing.push(...record.requiredSteps.map((key) => `runbook.${key}`));
  if (record.review.required && !record.review.waived) missing.push('review');
  return missing;
}

/**
 * Has the clock close an incident at once where it waited for nothing but what a change brings.
 *
 * @returns the change, with the clock's next look where the gate is open now
 */
export function lookAtGate(change: Change): Change {
  const { before, after, at } = change;
  if (!before.closureBlockedAt || missingForClosure(after).length > 0) return change;
  return { ...change, after: { ...after, nextAt: at } };
}
