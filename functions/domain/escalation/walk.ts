import { durationMilliseconds } from '../duration.ts';
import { applies, type Circumstances } from './condition.ts';
import type { PolicySnapshot } from './schema.ts';

/** How long people have before a pass begins anew when the policy's own delays are all zero. */
const SHORTEST_GAP_MS = 60_000;

/** A walk through a policy's levels. */
export interface Walk extends Circumstances {
  /** The incident's own copy. */
  policy: PolicySnapshot;
  /** The pass with which this walk began. */
  firstPass: number;
}

/** Where a walk stands. */
export interface Position {
  /** From 1; 0 before the first level. */
  level: number;
  /** From 1; it grows over an incident's whole life. */
  pass: number;
}

/** What comes next, and how many milliseconds after the level before. */
export type NextLevel = Position & { kind: 'level'; after: number };
export interface Exhausted {
  kind: 'exhausted';
  after: number;
}

/**
 * When the next level is paged: its own delay after the last one, or at an instant that is given. In milliseconds
 * since 1970. Conditions are asked for that instant.
 */
export type Due = { since: number } | { at: number };

/**
 * What comes after a position.
 *
 * A step's `after` counts from the step before (contract section 5); a step whose condition is not met when it
 * would be paged is passed over, with its delay. A new pass begins after the first step's `after`; where that is
 * zero, after the policy's longest, since a pass that begins in the same second as the last level was paged gives
 * nobody time to answer. The end comes after the same gap.
 *
 * @param from where the walk stands
 */
export function nextLevel(walk: Walk, from: Position, due: Due): NextLevel | Exhausted {
  const inPass = firstThatApplies(walk, from.level, due);
  if (inPass) return { ...inPass, kind: 'level', pass: from.pass };
  const after = gapBetweenPasses(walk.policy);
  if (from.pass - walk.firstPass < walk.policy.repeat) {
    const first = firstThatApplies(walk, 0, 'at' in due ? due : { at: due.since + after });
    if (first) return { kind: 'level', level: first.level, pass: from.pass + 1, after };
  }
  // Where nothing was paged there is nobody to give time to.
  return { kind: 'exhausted', after: from.level === 0 ? 0 : after };
}

function firstThatApplies(walk: Walk, level: number, due: Due): { level: number; after: number } | undefined {
  for (const [index, step] of walk.policy.steps.entries()) {
    if (index < level) continue;
    const after = durationMilliseconds(step.after);
    if (applies(step, walk, 'at' in due ? due.at : due.since + after)) return { level: index + 1, after };
  }
  return undefined;
}

function gapBetweenPasses(policy: PolicySnapshot): number {
  const delays = policy.steps.map((step) => durationMilliseconds(step.after));
  return delays[0] || Math.max(0, ...delays) || SHORTEST_GAP_MS;
}

/** When the next level is due, and from when on its delay counts. */
export interface LevelTimer {
  nextAt: string;
  delayFrom: string;
}

/**
 * The timer of the level after a position.
 *
 * @param since when people were paged last, or the walk began, in milliseconds since 1970
 */
export function timerAfter(walk: Walk, position: Position, since: number): LevelTimer {
  const { after } = nextLevel(walk, position, { since });
  return { nextAt: new Date(since + after).toISOString(), delayFrom: new Date(since).toISOString() };
}

/** The timer of a level that comes at another time than its delay says. @param nextAt RFC 3339 */
export const movedTimer = (nextAt: string) => ({ nextAt, delayFrom: null });

/** The timer of the first level of a walk that begins now. */
export function firstTimer(walk: Walk, now: Date): LevelTimer {
  return timerAfter(walk, { level: 0, pass: walk.firstPass }, now.getTime());
}
