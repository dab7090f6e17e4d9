import { urgencyOf } from '../contact/urgency.ts';
import type { Notification } from '../notification/schema.ts';
import type { Priority } from '../schema.ts';
import { type Called, call } from './call.ts';
import type { Directory } from './directory.ts';
import { pageRows, skippedRow } from './pageRows.ts';
import type { PolicySnapshot, Target } from './schema.ts';
import type { Exhausted, NextLevel, Position } from './walk.ts';

/** What reaching a level means: who is paged, when, and why not. */
export interface LevelPages {
  /** Where the walk stands then. */
  position: Position;
  targets: Target[];
  rows: Notification[];
  /** Why targets lead to nobody, where no row can say it. */
  notes: string[];
}

/** What the pages of a level follow from. */
export interface LevelOf {
  policy: PolicySnapshot;
  priority: Priority;
  fallbackTarget: Target | null;
  escalation: Position;
}

/**
 * The pages of the next level, or of the end of the walk. Both the clock of an incident and a simulation ask
 * here, so that they agree.
 *
 * @param of what the pages follow from
 * @param next what comes next in the walk
 * @param at when, in milliseconds since 1970
 */
export function levelPages(
  of: LevelOf,
  next: NextLevel | Exhausted,
  directory: Directory,
  at: number,
): LevelPages {
  const position = positionOf(of, next);
  const targets = targetsOf(of, next);
  const called = call(targets, directory, at);
  return {
    position,
    targets,
    rows: called.flatMap((one) => rowsFor(one, of.priority, position, at)),
    notes: called.flatMap((one) => (one.contact === null && one.contactId === null ? [one.why] : [])),
  };
}

/** @returns whom the next level pages, or whoever is paged when all is used up */
export function targetsOf({ policy, fallbackTarget }: LevelOf, next: NextLevel | Exhausted): Target[] {
  if (next.kind === 'level') return policy.steps[next.level - 1]?.targets ?? [];
  if (policy.whenExhausted.targets.length > 0) return policy.whenExhausted.targets;
  return fallbackTarget ? [fallbackTarget] : [];
}

/** The end counts as one more level of the last pass, so that its pages are told apart. */
function positionOf({ policy, escalation }: LevelOf, next: NextLevel | Exhausted): Position {
  return next.kind === 'level'
    ? { level: next.level, pass: next.pass }
    : { level: policy.steps.length + 1, pass: escalation.pass };
}

function rowsFor(one: Called, priority: Priority, position: Position, at: number): Notification[] {
  if (one.contact === null) {
    return one.contactId === null ? [] : [skippedRow(one.contactId, one.why, position, at)];
  }
  const { contact, why } = one;
  const reason = `Level ${position.level} of pass ${position.pass} pages ${contact.name}${why}.`;
  return pageRows(contact, urgencyOf(priority), reason, position, at);
}
