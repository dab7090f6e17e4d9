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
 * Lets the clock look at once at an incident whose closing was blocked, where nothing is missing any more.
 *
 * @param change what brings what was missing
 */
export function unblockClosure(change: Change): Change {
  const { after, at } = change;
  if (!after.closureBlockedAt || missingForClosure(after).length > 0) return change;
  return { ...change, after: { ...after, nextAt: at } };
}
