import { type Change, changeOf, type EventDraft, enterStage, muster } from '../incident/change.ts';
import type { IncidentRecord } from '../incident/record.ts';
import type { Directory } from './directory.ts';
import { type LevelPages, levelPages, targetsOf } from './level.ts';
import { afterTheEnd, leaseFrom, pageEvent, timesOf, withTimesOf } from './round.ts';
import type { Target } from './schema.ts';
import { movedTimer, type NextLevel, timerAfter } from './walk.ts';
import { whatIsDue } from './whatIsDue.ts';

/** So that the events of a level fit one DynamoDB transaction; of the others the rows tell. */
const MOST_SKIPPED_TOLD = 50;

/** @returns whom the next level, or the end behind the last one, would page */
export function nextTargets(record: IncidentRecord, now: Date): Target[] {
  return targetsOf(record, whatIsDue(record, now.getTime()));
}

/**
 * Decides what happens when an escalation timer is due: the next level is paged, or the walk is at its end.
 * The change records the intent to page; sending comes after it is written, the outcome after that. Pages that
 * somebody's own rules put off are written too, and wait.
 *
 * @param record a triggered incident whose time has come
 * @param directory those to whom the targets of `nextTargets` may lead
 * @param now when it is decided
 */
export function engage(record: IncidentRecord, directory: Directory, now: Date): Change {
  const next = whatIsDue(record, now.getTime());
  const walk = next.kind === 'exhausted' && record.escalation.exhausted ? onePassOn(record) : record;
  const level = levelPages(walk, next, directory, now.getTime());
  const at = now.toISOString();
  const pending = level.rows.filter((row) => row.state === 'pending');
  const atOnce = pending.filter((row) => (row.dueAt ?? at) <= at);
  const waiting = pending.filter((row) => !atOnce.includes(row));
  const escalation = {
    ...walk.escalation,
    ...(next.kind === 'level' ? level.position : {}),
    exhausted: next.kind === 'exhausted',
  };
  const lease = leaseFrom(now);
  const heading = next.kind === 'level' ? advanced(record, next, level) : exhausted(record, level);
  const skipped = level.rows.filter((row) => row.state === 'skipped');
  const name = (contactId: string) => directory.contacts.get(contactId)?.name ?? null;

  const changes: Partial<IncidentRecord> = {
    escalation,
    snoozedUntil: null,
    paging: atOnce.length > 0 ? { until: lease } : null,
    pageTimes: withTimesOf(record, waiting),
    ...(atOnce.length > 0
      ? { nextAt: lease }
      : withoutPages({ ...walk, escalation }, timesOf(waiting)[0], now)),
    lifecycle: record.lifecycle.some((entry) => entry.stage === 'response' && entry.enteredAt)
      ? record.lifecycle
      : enterStage(record.lifecycle, 'response', now, muster),
  };
  const told = skipped.slice(0, MOST_SKIPPED_TOLD);
  const events = [heading, ...told.map((row) => pageEvent(row, name(row.contactId)))];
  return changeOf(record, now, changes, events, level.rows);
}

/** The pages of a repeated end are a pass of their own. */
function onePassOn(record: IncidentRecord): IncidentRecord {
  return { ...record, escalation: { ...record.escalation, pass: record.escalation.pass + 1 } };
}

/**
 * When the next level is due where nobody is paged at once. People whose pages wait get their time from the
 * first of them; where there is nobody, the next level is due at once.
 */
function withoutPages(
  record: IncidentRecord,
  firstDue: string | undefined,
  now: Date,
): Partial<IncidentRecord> {
  const since = firstDue ? Date.parse(firstDue) : now.getTime();
  if (record.escalation.exhausted) return { nextAt: afterTheEnd(record, since) };
  return firstDue ? timerAfter(record, record.escalation, since) : movedTimer(now.toISOString());
}

function advanced(record: IncidentRecord, next: NextLevel, level: LevelPages): EventDraft {
  const reachable = level.rows.some((row) => row.state === 'pending');
  const why = reachable
    ? whyNow(record, next)
    : `Nobody at level ${next.level} can be reached: the next level is paged now.`;
  return {
    type: 'escalation.advanced',
    actor: muster,
    data: {
      level: next.level,
      pass: next.pass,
      targets: level.targets.map((target) => target.id),
    },
    reason: [why, ...level.notes].join(' '),
  };
}

function whyNow(record: IncidentRecord, next: NextLevel): string {
  if (record.snoozedUntil) return 'The snooze is over and nobody has acknowledged.';
  if (record.escalation.level === 0) {
    return next.pass === 1
      ? 'The incident opened.'
      : `The incident is triggered again: pass ${next.pass} begins.`;
  }
  return next.pass > record.escalation.pass
    ? `Nobody acknowledged pass ${record.escalation.pass}: it begins again.`
    : `Nobody acknowledged level ${record.escalation.level}.`;
}

function exhausted(record: IncidentRecord, level: LevelPages): EventDraft {
  const pending = level.rows.some((row) => row.state === 'pending');
  const whom =
    record.policy.whenExhausted.targets.length > 0
      ? 'Those whom the policy names for this are paged.'
      : "The service's fallback target is paged.";
  return {
    type: 'escalation.exhausted',
    actor: muster,
    data: {
      level: record.escalation.level,
      pass: level.position.pass,
      fallback: level.targets.map((target) => target.id),
    },
    reason: [
      whyExhausted(record),
      pending ? whom : 'Nobody is left to page: somebody has to look now.',
      ...level.notes,
    ].join(' '),
  };
}

function whyExhausted({ policy, escalation }: IncidentRecord): string {
  if (policy.steps.length === 0) return 'The service has no escalation policy.';
  if (escalation.exhausted) return 'Still nobody has acknowledged.';
  return escalation.level === 0
    ? 'No level of the policy is for this incident at this time.'
    : 'Every level and repeat of the policy has been paged and nobody has acknowledged.';
}
