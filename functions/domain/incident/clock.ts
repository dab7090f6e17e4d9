import { nextLevel } from '../escalation/walk.ts';
import type { IncidentRecord } from './record.ts';

/** The named states in which an execution waits. */
export type Stage = 'engage' | 'respond' | 'confirm' | 'review' | 'closed';

/** What an execution needs to keep an incident's time: nothing but when to wake. */
export interface ClockPlan {
  incidentId: string;
  epoch: number;
  stage: Stage;
  /** Seconds until each time that the clock wakes, each counted from the one before. */
  waits: number[];
}

/** An open incident is looked at once a day even when nothing is due. */
export const HEARTBEAT_MS = 24 * 3600_000;

/** More wakings than this are planned afresh when they are used up. */
const LONGEST_PLAN = 50;

/** @returns the state in which an incident's execution belongs */
export function stageOf(record: IncidentRecord): Stage {
  switch (record.status) {
    case 'triggered':
      return 'engage';
    case 'acknowledged':
    case 'mitigated':
      return 'respond';
    case 'resolved':
      return record.closureBlockedAt ? 'review' : 'confirm';
    case 'closed':
    case 'canceled':
    case 'merged':
      return 'closed';
  }
}

/** Where an execution goes by itself from a state; any other way leads through a look at the record. */
export const successor: Partial<Record<Stage, Stage>> = {
  engage: 'respond',
  respond: 'confirm',
  confirm: 'closed',
  review: 'closed',
};

/**
 * Foretells when the clock has to wake, so that each escalation level costs one state transition.
 * It is a forecast: whoever wakes asks the record what is really due.
 *
 * Whole seconds, rounded down, because Step Functions takes no fractions; whoever wakes early waits the rest.
 */
export function planClock(record: IncidentRecord, now: Date): ClockPlan {
  const stage = stageOf(record);
  return {
    incidentId: record.id,
    epoch: record.epoch,
    stage,
    waits: stage === 'closed' ? [] : waits(record, now),
  };
}

function waits(record: IncidentRecord, now: Date): number[] {
  const untilNext = record.nextAt ? Date.parse(record.nextAt) - now.getTime() : HEARTBEAT_MS;
  const list = untilNext > 0 ? [untilNext] : [];
  if (record.status === 'triggered' && !record.escalation.exhausted) list.push(...levelDelays(record));
  else if (list.length === 0) list.push(HEARTBEAT_MS);
  return list.slice(0, LONGEST_PLAN).map((milliseconds) => Math.max(1, Math.floor(milliseconds / 1000)));
}

/**
 * The delays after the level that is due next, to the end of the walk and the heartbeat behind it. A level
 * without a delay is paged in the same waking as the one before.
 */
function levelDelays(record: IncidentRecord): number[] {
  const delays: number[] = [];
  let next = nextLevel(record.policy, record.firstPass, record.escalation);
  while (next.kind === 'level' && delays.length < LONGEST_PLAN) {
    next = nextLevel(record.policy, record.firstPass, next);
    if (next.after > 0) delays.push(next.after);
  }
  return [...delays, HEARTBEAT_MS];
}
