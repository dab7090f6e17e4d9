import { type Change, changeOf, muster } from './change.ts';
import { HEARTBEAT_MS } from './clock.ts';
import { missingForClosure } from './closure.ts';
import { close } from './end.ts';
import type { IncidentRecord } from './record.ts';
import { trigger } from './trigger.ts';

/**
 * Decides what a clock does with an incident that nobody has to be paged for and whose time has come.
 *
 * @param record an acknowledged, mitigated or resolved incident
 * @param now at or after its `nextAt`
 */
export function decideDue(record: IncidentRecord, now: Date): Change {
  if (record.status === 'resolved') return confirmClosure(record, now);
  if (record.status === 'acknowledged' && (record.snoozedUntil || record.policy.acknowledgementTimeout)) {
    return trigger(
      record,
      { actor: muster, now, reason: whyTriggeredAgain(record) },
      'incident.unacknowledged',
    );
  }
  return rest(record, now);
}

/** Leaves an incident as it is until the next heartbeat. */
export function rest(record: IncidentRecord, now: Date): Change {
  return changeOf(record, now, { nextAt: new Date(now.getTime() + HEARTBEAT_MS).toISOString() }, []);
}

function confirmClosure(record: IncidentRecord, now: Date): Change {
  const missing = missingForClosure(record);
  if (missing.length === 0) {
    return close(record, { actor: muster, now, reason: 'Nothing came back during the quiet period.' });
  }
  if (record.closureBlockedAt) return rest(record, now);
  return changeOf(
    record,
    now,
    { closureBlockedAt: now.toISOString(), nextAt: new Date(now.getTime() + HEARTBEAT_MS).toISOString() },
    [
      {
        type: 'closure.blocked',
        actor: muster,
        data: { missing },
        reason: `The quiet period is over, but closing still needs: ${missing.join(', ')}. It closes by itself when that is there.`,
      },
    ],
  );
}

function whyTriggeredAgain(record: IncidentRecord): string {
  return record.snoozedUntil
    ? 'The snooze is over.'
    : `Acknowledged ${record.acknowledgedAt}, and neither mitigated nor resolved within ${record.policy.acknowledgementTimeout}.`;
}
