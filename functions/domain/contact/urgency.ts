import type { Priority } from '../schema.ts';

/** How much a page may disturb: P1 and P2 are high. */
export type Urgency = 'high' | 'low';

/** @returns the urgency of an incident's pages */
export function urgencyOf(priority: Priority): Urgency {
  return priority === 'P1' || priority === 'P2' ? 'high' : 'low';
}
