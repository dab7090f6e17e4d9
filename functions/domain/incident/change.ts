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
