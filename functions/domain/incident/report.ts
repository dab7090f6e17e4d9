import type { Level } from '../schema.ts';
import type { Source } from '../source.ts';
import type { Actor } from './schema.ts';

/** What is known of a problem when its incident opens. */
export interface Report {
  title: string;
  description: string | null;
  /** Null: the plan's, else high. */
  severity: Level | null;
  /** Null: the plan's, else the service's tier. */
  impact: Level | null;
  /** Null: the plan's, else none. */
  category: string | null;
  dedupKey: string;
  source: Source;
  startedAt: string;
  actor: Actor;
  /** How the service was found, for the timeline. */
  serviceReason: string;
}
