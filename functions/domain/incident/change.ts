import type { Alert } from '../alert/schema.ts';
import type { Notification } from '../notification/schema.ts';
import type { StepProgress } from '../runbook/schema.ts';
import type { EventType } from '../timeline/schema.ts';
import type { LifecycleStage } from './lifecycle.ts';
import type { IncidentRecord } from './record.ts';
import type { Actor } from './schema.ts';

/** A timeline event before it has an id and its place. */
export interface EventDraft {
  /** Where its maker has to know it; otherwise it gets one when it is written. */
  id?: string;
  type: EventType;
  actor: Actor;
  data: Record<string, unknown>;
  reason?: string;
}

/** What a decision does to one incident. All of it is written at once or not at all. */
export interface Change {
  before: IncidentRecord;
  after: IncidentRecord;
  at: string;
  events: EventDraft[];
  notifications: Notification[];
  /** Signals that join with it. */
  alerts: Alert[];
  /** Steps of the runbook that come to another state. */
  steps: StepProgress[];
}

/** Muster itself, as the actor of what nobody asked for. */
export const muster: Actor = { type: 'system', id: null, name: 'Muster' };

/**
 * Puts a decision together.
 *
 * @param before the incident that was read
 * @param at when it is decided
 * @param changes the fields that change
 * @param events what the timeline says of it
 * @param notifications rows that are new or changed
 */
export function changeOf(
  before: IncidentRecord,
  at: Date,
  changes: Partial<IncidentRecord>,
  events: EventDraft[],
  notifications: Notification[] = [],
): Change {
  return {
    before,
    after: { ...before, ...changes, revision: before.revision + 1 },
    at: at.toISOString(),
    events,
    notifications,
    alerts: [],
    steps: [],
  };
}

/** The limit of a DynamoDB transaction, which a change is. */
const MOST_WRITES = 100;

/**
 * Takes a change apart whose rows of pages are too many for one transaction. Rows that are written ahead mean nothing
 * by themselves: where the change does not follow them, whoever decides anew writes them again.
 *
 * @param change with at most 60 events
 * @returns what to write, in this order; the last is the change
 */
export function withRowsAhead(change: Change): Change[] {
  const room = MOST_WRITES - 1 - change.events.length;
  const ahead: Change[] = [];
  let { before, notifications } = change;
  while (notifications.length > room) {
    const part = changeOf(before, new Date(change.at), {}, [], notifications.slice(0, MOST_WRITES - 1));
    notifications = notifications.slice(MOST_WRITES - 1);
    ahead.push(part);
    before = part.after;
  }
  const after = { ...change.after, revision: before.revision + 1 };
  return [...ahead, { ...change, before, after, notifications }];
}

/**
 * Enters a stage of the lifecycle.
 *
 * @returns the lifecycle with that stage's time and actor set
 */
export function enterStage(
  lifecycle: IncidentRecord['lifecycle'],
  stage: LifecycleStage,
  at: Date,
  by: Actor,
): IncidentRecord['lifecycle'] {
  return lifecycle.map((entry) =>
    entry.stage === stage ? { stage, enteredAt: at.toISOString(), by } : entry,
  );
}
