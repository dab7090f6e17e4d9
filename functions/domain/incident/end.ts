import { Refusal } from '../refusal.ts';
import type { EventType } from '../timeline/schema.ts';
import { type Asked, askedEvent } from './asked.ts';
import { type Change, changeOf, enterStage } from './change.ts';
import { missingForClosure } from './closure.ts';
import type { IncidentRecord } from './record.ts';

/** Closes an incident whose gate is open, for a person or for the clock. */
export function close(record: IncidentRecord, asked: Asked): Change {
  const missing = missingForClosure(record);
  if (missing.length > 0) {
    throw new Refusal(
      'closure-blocked',
      `Incident #${record.number} can not close yet. Still missing: ${missing.join(', ')}.`,
      { missing },
    );
  }
  const change = end(
    record,
    asked,
    { status: 'closed', closedAt: asked.now.toISOString() },
    'incident.closed',
    {},
  );
  change.after.lifecycle = enterStage(record.lifecycle, 'closure', asked.now, asked.actor);
  return change;
}

/** Ends an incident: nothing changes it any more, and no clock runs. */
export function end(
  record: IncidentRecord,
  asked: Asked,
  changes: Partial<IncidentRecord>,
  type: EventType,
  data: Record<string, unknown>,
): Change {
  const stopped = { snoozedUntil: null, nextAt: null, pageTimes: [], stepTimers: [] };
  return changeOf(record, asked.now, { ...changes, ...stopped }, [askedEvent(type, asked, data)]);
}
