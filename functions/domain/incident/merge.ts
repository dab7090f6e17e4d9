import { Refusal } from '../refusal.ts';
import { type Asked, askedEvent } from './asked.ts';
import { type Change, changeOf } from './change.ts';
import { end } from './end.ts';
import { requireAllowed } from './move.ts';
import type { IncidentRecord } from './record.ts';
import { allowedMoves, isOngoing } from './status.ts';

/** So that an incident and the pointers of its keys fit one DynamoDB transaction of 100 items. */
const MOST_REFERENCES = 90;

/**
 * Ends an incident as merged into another. Signals for its dedup keys join the other from then on.
 *
 * @returns the changes of both incidents, which belong in one write
 * @throws Refusal where either does not allow it
 */
export function decideMerge(source: IncidentRecord, into: IncidentRecord, asked: Asked): [Change, Change] {
  requireAllowed(source, 'merge');
  if (source.id === into.id) {
    throw new Refusal(
      'validation-failed',
      'An incident can not be merged into itself. Name another one in "into".',
      {
        errors: [{ path: 'into', message: 'is the incident itself' }],
      },
    );
  }
  if (!isOngoing(into.status)) {
    throw new Refusal(
      'invalid-transition',
      `Incident #${into.number} is ${into.status}, so nothing can be merged into it. Merge into one that is being worked on.`,
      { allowed: allowedMoves(source.status), status: source.status },
    );
  }
  if (source.dedupReferences.length + into.dedupReferences.length > MOST_REFERENCES) {
    throw new Refusal(
      'validation-failed',
      `Incident #${into.number} has taken up as many others as one can. Merge into another incident.`,
      { errors: [{ path: 'into', message: `can lead from at most ${MOST_REFERENCES} dedup keys` }] },
    );
  }
  const ended = end(source, asked, { status: 'merged', mergedInto: into.id }, 'incident.merged', {
    into: into.id,
    intoNumber: into.number,
  });
  const joined = changeOf(
    into,
    asked.now,
    { dedupReferences: [...into.dedupReferences, ...source.dedupReferences] },
    [askedEvent('incident.merged', asked, { from: source.id, fromNumber: source.number })],
  );
  return [ended, joined];
}
