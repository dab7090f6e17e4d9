import type { Status } from './schema.ts';

/** The moves that people and tools may ask for, where each may start and where it leads (contract section 3). */
const moves = {
  acknowledge: { from: ['triggered', 'mitigated'], to: 'acknowledged' },
  unacknowledge: { from: ['acknowledged', 'mitigated'], to: 'triggered' },
  mitigate: { from: ['triggered', 'acknowledged'], to: 'mitigated' },
  resolve: { from: ['triggered', 'acknowledged', 'mitigated'], to: 'resolved' },
  reopen: { from: ['resolved', 'mitigated'], to: 'triggered' },
  close: { from: ['resolved'], to: 'closed' },
  cancel: { from: ['triggered', 'acknowledged'], to: 'canceled' },
  merge: { from: ['triggered', 'acknowledged'], to: 'merged' },
  escalate: { from: ['triggered'], to: 'triggered' },
  snooze: { from: ['triggered', 'acknowledged'], to: null },
} as const satisfies Record<string, { from: readonly Status[]; to: Status | null }>;

export type MoveName = keyof typeof moves;

/** @returns whether a move may start from a status */
export function allows(status: Status, move: MoveName): boolean {
  return (moves[move].from as readonly Status[]).includes(status);
}

/** @returns the moves that a status allows, for the answer to one that it does not */
export function allowedMoves(status: Status): MoveName[] {
  return (Object.keys(moves) as MoveName[]).filter((move) => allows(status, move));
}

/** @returns whether a status is final: the incident is over and nothing changes it any more */
export function isFinal(status: Status): boolean {
  return status === 'closed' || status === 'canceled' || status === 'merged';
}

/** The statuses that say that the problem is still there and people work on it. */
export const ongoingStatuses = ['triggered', 'acknowledged', 'mitigated'] as const satisfies Status[];

/** @returns whether a status says that the problem is still there and people work on it */
export function isOngoing(status: Status): boolean {
  return ongoingStatuses.some((one) => one === status);
}
