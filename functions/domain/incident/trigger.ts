import { firstTimer } from '../escalation/walk.ts';
import { type Asked, askedEvent } from './asked.ts';
import { type Change, changeOf } from './change.ts';
import type { IncidentRecord } from './record.ts';

/** Triggers an incident again: a new walk through the levels begins. */
export function trigger(
  record: IncidentRecord,
  asked: Asked,
  type: 'incident.unacknowledged' | 'incident.reopened',
  data: Record<string, unknown> = {},
): Change {
  return changeOf(
    record,
    asked.now,
    {
      status: 'triggered',
      acknowledgedAt: null,
      mitigatedAt: null,
      resolvedAt: null,
      resolution: null,
      closureBlockedAt: null,
      responders: record.status === 'resolved' ? answeredIn(record) : record.responders,
      ...walkAgain(record, asked.now),
      lifecycle: record.lifecycle.map((entry) =>
        entry.stage === 'resolution' ? { stage: entry.stage, enteredAt: null, by: null } : entry,
      ),
    },
    [askedEvent(type, asked, data)],
  );
}

/** Whoever had not answered when the problem was gone is asked no more, so that they can be asked anew. */
function answeredIn({ responders }: IncidentRecord): IncidentRecord['responders'] {
  return responders.filter(({ state }) => state !== 'requested');
}

/** A walk through the levels from the first, as a pass of its own so that every page stays distinct. */
export function walkAgain(record: IncidentRecord, now: Date): Partial<IncidentRecord> {
  const { level, exhausted } = record.escalation;
  const paged = level > 0 || exhausted;
  const pass = paged ? record.escalation.pass + 1 : record.escalation.pass;
  return {
    escalation: { ...record.escalation, level: 0, pass, exhausted: false },
    firstPass: pass,
    snoozedUntil: null,
    ...lookAtPages(record, now),
    ...firstTimer({ ...record, firstPass: pass }, now),
  };
}

/**
 * Pages that wait are looked at now, because somebody has moved the incident or answered: most are not wanted any
 * more.
 */
export function lookAtPages(record: IncidentRecord, now: Date): Pick<IncidentRecord, 'pageTimes'> {
  return { pageTimes: record.pageTimes.length > 0 ? [now.toISOString()] : [] };
}
