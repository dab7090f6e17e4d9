import { durationMilliseconds } from '../duration.ts';
import type { PolicySnapshot } from './schema.ts';

/** How long people have before a pass begins anew when the policy's own delays are all zero. */
const SHORTEST_GAP_MS = 60_000;

/** Where a walk through a policy's levels stands. */
export interface Position {
  /** From 1; 0 before the first level. */
  level: number;
  /** From 1; it grows over an incident's whole life. */
  pass: number;
}

export interface NextLevel extends Position {
  kind: 'level';
  /** After the level before, in milliseconds. */
  after: number;
}

export interface Exhausted {
  kind: 'exhausted';
  after: number;
}

/**
 * What comes after a position.
 *
 * A step's `after` counts from the step before (contract section 5). A new pass begins after the first
 * step's `after`; where that is zero, after the policy's longest, since a pass that begins in the same
 * second as the last level was paged gives nobody time to answer. The end comes after the same gap.
 *
 * @param policy the incident's own copy
 * @param firstPass the pass with which this walk began
 * @param at where the walk stands
 */
export function nextLevel(policy: PolicySnapshot, firstPass: number, at: Position): NextLevel | Exhausted {
  const step = policy.steps[at.level];
  if (step)
    return { kind: 'level', level: at.level + 1, pass: at.pass, after: durationMilliseconds(step.after) };
  if (policy.steps.length === 0) return { kind: 'exhausted', after: 0 };
  const after = gapBetweenPasses(policy);
  return at.pass - firstPass < policy.repeat
    ? { kind: 'level', level: 1, pass: at.pass + 1, after }
    : { kind: 'exhausted', after };
}

function gapBetweenPasses(policy: PolicySnapshot): number {
  const delays = policy.steps.map((step) => durationMilliseconds(step.after));
  return delays[0] || Math.max(...delays) || SHORTEST_GAP_MS;
}
