import { Refusal } from '../refusal.ts';
import type { IncidentRecord } from './record.ts';
import { allowedMoves, isFinal } from './status.ts';

/**
 * Refuses to change an incident that is over.
 *
 * @throws Refusal `invalid-transition` where its status is final
 */
export function requireChangeable(record: Pick<IncidentRecord, 'number' | 'status'>): void {
  if (!isFinal(record.status)) return;
  throw new Refusal(
    'invalid-transition',
    `Incident #${record.number} is ${record.status} and final: it can not be changed any more. Notes can still be added to its timeline.`,
    { allowed: allowedMoves(record.status), status: record.status },
  );
}
