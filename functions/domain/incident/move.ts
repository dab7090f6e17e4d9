import { durationMilliseconds } from '../duration.ts';
import { firstTimer, movedTimer, nextLevel } from '../escalation/walk.ts';
import { Refusal } from '../refusal.ts';
import type { EventType } from '../timeline/schema.ts';
import { type Change, changeOf, enterStage } from './change.ts';
import { HEARTBEAT_MS } from './clock.ts';
import { missingForClosure } from './closure.ts';
import type { IncidentRecord } from './record.ts';
import type { Actor } from './schema.ts';
import { allowedMoves, allows, isOngoing, type MoveName } from './status.ts';

/** A move that somebody asks for. */
export type Move =
  | { name: Exclude<MoveName, 'resolve' | 'snooze' | 'merge'> }
  | { name: 'resolve'; summary: string; cause: string | null }
  | { name: 'snooze'; for: string };

/** So that an incident and the pointers of its keys fit one DynamoDB transaction of 100 items. */
const MOST_REFERENCES = 90;

export interface Asked {
  actor: Actor;
  now: Date;
  reason?: string | undefined;
}

/**
 * Decides a move of contract section 3.
 *
 * @returns the change that it makes
 * @throws Refusal `invalid-transition` where the status does not allow it, `closure-blocked` where the gate is shut
 */
export function decideMove(record: IncidentRecord, move: Move, asked: Asked): Change {
  requireAllowed(record, move.name);
  switch (move.name) {
    case 'acknowledge':
      return acknowledge(record, asked);
    case 'unacknowledge':
      return trigger(record, asked, 'incident.unacknowledged');
    case 'mitigate':
      return mitigate(record, asked);
    case 'resolve':
      return resolve(record, move, asked);
    case 'reopen':
      return trigger(record, asked, 'incident.reopened');
    case 'close':
      return close(record, asked);
    case 'cancel':
      return end(record, asked, { status: 'canceled' }, 'incident.canceled', {});
    case 'escalate':
      return escalate(record, asked);
    case 'snooze':
      return snooze(record, move.for, asked);
  }
}

/**
 * Refuses a move that the incident's status does not allow.
 *
 * @throws Refusal `invalid-transition` with the moves that are allowed
 */
export function requireAllowed(record: IncidentRecord, move: MoveName): void {
  if (allows(record.status, move)) return;
  const allowed = allowedMoves(record.status);
  throw new Refusal(
    'invalid-transition',
    allowed.length > 0
      ? `Incident #${record.number} is ${record.status}, which does not allow to ${move} it. It allows: ${allowed.join(', ')}.`
      : `Incident #${record.number} is ${record.status} and final. If the problem is back, open a new incident.`,
    { allowed, status: record.status },
  );
}

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
    [event('incident.merged', asked, { from: source.id, fromNumber: source.number })],
  );
  return [ended, joined];
}

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
    [event(type, asked, data)],
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

function acknowledge(record: IncidentRecord, asked: Asked): Change {
  const timeout = record.policy.acknowledgementTimeout;
  const wait = timeout ? durationMilliseconds(timeout) : HEARTBEAT_MS;
  return changeOf(
    record,
    asked.now,
    {
      status: 'acknowledged',
      ...lookAtPages(record, asked.now),
      acknowledgedAt: asked.now.toISOString(),
      mitigatedAt: null,
      snoozedUntil: null,
      nextAt: later(asked.now, wait),
      lifecycle: respond(record, asked),
    },
    [event('incident.acknowledged', asked, timeout ? { returnsToTriggeredAt: later(asked.now, wait) } : {})],
  );
}

function mitigate(record: IncidentRecord, asked: Asked): Change {
  return changeOf(
    record,
    asked.now,
    {
      status: 'mitigated',
      ...lookAtPages(record, asked.now),
      mitigatedAt: asked.now.toISOString(),
      snoozedUntil: null,
      nextAt: later(asked.now, HEARTBEAT_MS),
      lifecycle: respond(record, asked),
    },
    [event('incident.mitigated', asked, {})],
  );
}

function resolve(
  record: IncidentRecord,
  move: { summary: string; cause: string | null },
  asked: Asked,
): Change {
  const resolution = { summary: move.summary, cause: move.cause };
  return changeOf(
    record,
    asked.now,
    {
      status: 'resolved',
      ...lookAtPages(record, asked.now),
      resolution,
      resolvedAt: asked.now.toISOString(),
      snoozedUntil: null,
      nextAt: later(asked.now, durationMilliseconds(record.quietPeriod)),
      lifecycle: enterStage(record.lifecycle, 'resolution', asked.now, asked.actor),
    },
    [event('incident.resolved', asked, resolution)],
  );
}

function escalate(record: IncidentRecord, asked: Asked): Change {
  const restart = record.escalation.exhausted ? walkAgain(record, asked.now) : {};
  const walk = { ...record, ...restart };
  const next = nextLevel(walk, walk.escalation, { at: asked.now.getTime() });
  const changes = {
    ...restart,
    ...lookAtPages(record, asked.now),
    snoozedUntil: null,
    ...movedTimer(asked.now.toISOString()),
  };
  return changeOf(record, asked.now, changes, [
    event('escalation.started', asked, {
      next: next.kind === 'level' ? { level: next.level, pass: next.pass } : 'exhausted',
    }),
  ]);
}

function snooze(record: IncidentRecord, duration: string, asked: Asked): Change {
  const until = later(asked.now, durationMilliseconds(duration));
  const restart = record.escalation.exhausted ? walkAgain(record, asked.now) : {};
  const changes = {
    ...restart,
    ...lookAtPages(record, asked.now),
    snoozedUntil: until,
    ...movedTimer(until),
  };
  return changeOf(record, asked.now, changes, [event('incident.snoozed', asked, { until })]);
}

function end(
  record: IncidentRecord,
  asked: Asked,
  changes: Partial<IncidentRecord>,
  type: EventType,
  data: Record<string, unknown>,
): Change {
  const stopped = { snoozedUntil: null, nextAt: null, pageTimes: [], stepTimers: [] };
  return changeOf(record, asked.now, { ...changes, ...stopped }, [event(type, asked, data)]);
}

/** The response stage begins with the first person who does something, unless paging began it. */
function respond(record: IncidentRecord, asked: Asked): IncidentRecord['lifecycle'] {
  const entered = record.lifecycle.some((entry) => entry.stage === 'response' && entry.enteredAt);
  return entered ? record.lifecycle : enterStage(record.lifecycle, 'response', asked.now, asked.actor);
}

function event(type: EventType, asked: Asked, data: Record<string, unknown>) {
  return { type, actor: asked.actor, data, ...(asked.reason ? { reason: asked.reason } : {}) };
}

function later(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}
