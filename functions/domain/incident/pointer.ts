import type { Change } from './change.ts';
import type { DedupReference, IncidentRecord } from './record.ts';
import { isFinal } from './status.ts';

/** What happens to where a dedup key leads. */
export type PointerEffect =
  /** The incident is over: the key leads nowhere, and remembers it as the predecessor of the next. */
  | { kind: 'release' }
  /** The incident is merged: the key leads to the other one. */
  | { kind: 'redirect'; incidentId: string }
  /** A resolved incident is reopened by a signal; an open one is joined. */
  | { kind: 'phase'; phase: 'open' | 'resolved' };

/**
 * What a change of an incident does to the keys that lead to it.
 *
 * @returns the keys and the effect on each; none where nothing changes
 */
export function pointerEffects(
  change: Change,
): { references: DedupReference[]; effect: PointerEffect } | undefined {
  const effect = effectOf(change.before, change.after);
  return effect ? { references: change.after.dedupReferences, effect } : undefined;
}

function effectOf(before: IncidentRecord, after: IncidentRecord): PointerEffect | undefined {
  if (after.mergedInto && !before.mergedInto) return { kind: 'redirect', incidentId: after.mergedInto };
  if (isFinal(after.status) && !isFinal(before.status)) return { kind: 'release' };
  return phaseOf(before) === phaseOf(after) ? undefined : { kind: 'phase', phase: phaseOf(after) };
}

function phaseOf(record: IncidentRecord): 'open' | 'resolved' {
  return record.status === 'resolved' ? 'resolved' : 'open';
}
