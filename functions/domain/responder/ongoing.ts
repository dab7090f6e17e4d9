import type { IncidentRecord } from '../incident/record.ts';
import { allowedMoves, isOngoing } from '../incident/status.ts';
import { Refusal } from '../refusal.ts';

/**
 * Refuses help where there is nothing left to help with.
 *
 * @throws Refusal `invalid-transition` where the incident is resolved or over
 */
export function requireOngoing({ number, status }: Pick<IncidentRecord, 'number' | 'status'>): void {
  if (isOngoing(status)) return;
  const allowed = allowedMoves(status);
  throw new Refusal(
    'invalid-transition',
    `Incident #${number} is ${status}, so nobody has to help with it any more.${allowed.includes('reopen') ? ' If the problem is back, reopen it first.' : ''}`,
    { allowed, status },
  );
}
