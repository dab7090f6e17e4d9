import { durationMilliseconds } from '../duration.ts';
import { movedTimer, nextLevel } from '../escalation/walk.ts';
import { Refusal } from '../refusal.ts';
import { type Asked, askedEvent } from './asked.ts';
import { type Change, changeOf, enterStage } from './change.ts';
import { HEARTBEAT_MS } from './clock.ts';
import { close, end } from './end.ts';
import type { IncidentRecord } from './record.ts';
import { allowedMoves, allows, type MoveName } from './status.ts';
import { lookAtPages, trigger, walkAgain } from './trigger.ts';

/** A move that somebody asks for. */
export type Move =
  | { name: Exclude<MoveName, 'resolve' | 'snooze' | 'merge'> }
  | { name: 'resolve'; summary: string; cause: string | null }
  | { name: 'snooze'; for: string };

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
    [
      askedEvent(
        'incident.acknowledged',
        asked,
        timeout ? { returnsToTriggeredAt: later(asked.now, wait) } : {},
      ),
    ],
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
    [askedEvent('incident.mitigated', asked, {})],
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
    [askedEvent('incident.resolved', asked, resolution)],
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
    askedEvent('escalation.started', asked, {
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
  return changeOf(record, asked.now, changes, [askedEvent('incident.snoozed', asked, { until })]);
}

/** The response stage begins with the first person who does something, unless paging began it. */
function respond(record: IncidentRecord, asked: Asked): IncidentRecord['lifecycle'] {
  const entered = record.lifecycle.some((entry) => entry.stage === 'response' && entry.enteredAt);
  return entered ? record.lifecycle : enterStage(record.lifecycle, 'response', asked.now, asked.actor);
}

function later(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}
