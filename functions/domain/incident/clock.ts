import { durationMilliseconds } from '../duration.ts';
import { nextLevel } from '../escalation/walk.ts';
import { whatIsDue } from '../escalation/whatIsDue.ts';
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
  const seconds = wakings(record, now.getTime())
    .sort((one, other) => one - other)
    .map((at) => Math.floor((at - now.getTime()) / 1000));
  const later = [...new Set(seconds.map((second) => Math.max(1, second)))].slice(0, LONGEST_PLAN);
  return later.map((second, index) => second - (later[index - 1] ?? 0));
}

/** The instants at which something is due, in no order. */
function wakings(record: IncidentRecord, now: number): number[] {
  const next = record.nextAt ? Date.parse(record.nextAt) : now + HEARTBEAT_MS;
  const others = [...record.pageTimes, ...record.stepTimers.map(({ at }) => at)].map((at) => Date.parse(at));
  const start = Math.max(next, now);
  const escalating = record.status === 'triggered';
  const levels = escalating ? levelTimes(record, start) : next > now ? [] : [now + HEARTBEAT_MS];
  return [...(next > now ? [next] : []), ...others, ...levels];
}

/**
 * When the levels after the one that is due next are due, to the end of the walk and what comes behind it. A
 * level without a delay is paged in the same waking as the one before.
 *
 * @param start when the next level is due, in milliseconds since 1970
 */
function levelTimes(record: IncidentRecord, start: number): number[] {
  const times: number[] = [];
  let at = start;
  if (!record.escalation.exhausted) {
    let next = whatIsDue(record, at);
    while (next.kind === 'level' && times.length < LONGEST_PLAN) {
      next = nextLevel(record, next, { since: at });
      if (next.after > 0) times.push(at + next.after);
      at += next.after;
    }
  }
  const { repeatEvery } = record.policy.whenExhausted;
  if (!repeatEvery) return [...times, at + HEARTBEAT_MS];
  const pause = durationMilliseconds(repeatEvery);
  return [...times, ...Array.from({ length: LONGEST_PLAN }, (_, index) => at + (index + 1) * pause)];
}
