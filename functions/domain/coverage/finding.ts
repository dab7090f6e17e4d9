import type { Level } from '../schema.ts';

/** Something that a team has to mend before an incident finds it out. */
export interface Finding {
  kind: 'gap' | 'unreachable' | 'stale-plan';
  severity: Level;
  /** The team that owns it; null: nobody does. */
  ownerTeamId: string | null;
  /** The name of what it is about. */
  subject: string;
  /** What is so, in whole sentences. */
  message: string;
  /** The one step that mends it. */
  nextStep: string;
}

/** How far ahead is looked: two weeks leave time to find somebody. */
export const LOOK_AHEAD_DAYS = 14;
