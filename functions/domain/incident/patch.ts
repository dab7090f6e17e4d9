import { movedTimer } from '../escalation/walk.ts';
import type { PriorityMatrix } from '../organisation/schema.ts';
import type { Asked } from './asked.ts';
import { type Change, changeOf, type EventDraft, enterStage } from './change.ts';
import { requireChangeable } from './changeable.ts';
import { lookAtGate } from './closure.ts';
import { isHigher, priorityOf } from './priority.ts';
import type { IncidentRecord } from './record.ts';
import type { PatchIncidentInput } from './schema.ts';
import { walkAgain } from './trigger.ts';

/**
 * Changes what is known of an incident. A higher priority of one that nobody has acknowledged begins a new
 * walk through the levels at once.
 *
 * @param matrix the organisation's, with which the priority is found again
 * @returns the change, or undefined where nothing changes
 * @throws Refusal `invalid-transition` where the incident is final
 */
export function decidePatch(
  record: IncidentRecord,
  patch: PatchIncidentInput,
  matrix: PriorityMatrix,
  asked: Asked,
): Change | undefined {
  requireChangeable(record);
  const changed = changedFields(record, patch);
  if (Object.keys(changed).length === 0) return undefined;
  const severity = changed.severity ?? record.severity;
  const impact = changed.impact ?? record.impact;
  const priority =
    changed.severity || changed.impact ? priorityOf(matrix, severity, impact) : record.priority;
  const raised = record.status === 'triggered' && isHigher(priority, record.priority);

  const after: Partial<IncidentRecord> = { ...changed, priority };
  if (changed.category) {
    after.lifecycle = enterStage(record.lifecycle, 'categorization', asked.now, asked.actor);
  }
  if (priority !== record.priority) {
    after.lifecycle = enterStage(
      after.lifecycle ?? record.lifecycle,
      'prioritization',
      asked.now,
      asked.actor,
    );
  }
  if (raised) Object.assign(after, walkAgain(record, asked.now), movedTimer(asked.now.toISOString()));
  return lookAtGate(
    changeOf(record, asked.now, after, patchEvents(record, changed, priority, raised, asked)),
  );
}

/** What people may change by hand; the priority follows. */
type Patchable = Partial<Pick<IncidentRecord, 'title' | 'description' | 'severity' | 'impact' | 'category'>>;

function changedFields(record: IncidentRecord, patch: PatchIncidentInput): Patchable {
  const { reason: _reason, ...fields } = patch;
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => value !== undefined && value !== record[name as keyof Patchable],
    ),
  );
}

function patchEvents(
  record: IncidentRecord,
  changed: Patchable,
  priority: IncidentRecord['priority'],
  raised: boolean,
  asked: Asked,
): EventDraft[] {
  const reason = asked.reason ? { reason: asked.reason } : {};
  const events: EventDraft[] = [];
  const { severity, impact, category, ...words } = changed;
  if (Object.keys(words).length > 0) {
    events.push({ type: 'incident.updated', actor: asked.actor, data: words, ...reason });
  }
  if (category) {
    events.push({
      type: 'incident.categorized',
      actor: asked.actor,
      data: { category, before: record.category },
      ...reason,
    });
  }
  if (severity || impact) {
    events.push({
      type: 'incident.prioritized',
      actor: asked.actor,
      data: {
        severity: severity ?? record.severity,
        impact: impact ?? record.impact,
        priority,
        before: record.priority,
      },
      reason:
        [
          asked.reason,
          raised ? `${priority} is higher than ${record.priority}: paging begins again with level 1.` : null,
        ]
          .filter(Boolean)
          .join(' ') || `Severity and impact make ${priority}.`,
    });
  }
  return events;
}
