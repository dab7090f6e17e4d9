import type { Joined } from '#domain/alert/joined.ts';
import type { Alert } from '#domain/alert/schema.ts';
import type { Contact } from '#domain/contact/schema.ts';
import type { Directory } from '#domain/escalation/directory.ts';
import type { EscalationPolicy, Target } from '#domain/escalation/schema.ts';
import type { Change } from '#domain/incident/change.ts';
import type { ClockPlan, Stage } from '#domain/incident/clock.ts';
import type { IncidentFilter } from '#domain/incident/filter.ts';
import type { OpenedIncident } from '#domain/incident/open.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Timed } from '#domain/incident/wakeAt.ts';
import type { Notification } from '#domain/notification/schema.ts';
import type { Settings } from '#domain/organisation/schema.ts';
import type { RunbookStepInput, SavedPlan } from '#domain/plan/schema.ts';
import type { StepProgress } from '#domain/runbook/schema.ts';
import type { Service } from '#domain/service/schema.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import type { Page } from '../ports.ts';

/** What came of asking for a dedup key. */
export interface Claim {
  /** The incident that the key leads to: the asker's own where nobody came before. */
  incidentId: string;
  /** Whether that incident has been written; false while, or since, its opener is under way. */
  opened: boolean;
  phase: 'open' | 'resolved';
  alertCount: number;
  /** The incident that this key led to before, when that one is over. */
  predecessorId: string | null;
}

/** What is open under a dedup key. */
interface OpenUnderKey {
  incidentId: string;
  /** When the last signal happened that triggered it. */
  triggeredAt: string;
}

/** An open incident as far as the sweeper has to know it. */
export type OpenIncident = Pick<IncidentRecord, 'id' | 'epoch' | 'epochStartedAt' | 'status'> & Timed;

/** Where incidents are kept. Every change of one and its timeline events are one write. */
export interface IncidentStore {
  /**
   * Asks for a dedup key, and counts the signals. Safe to repeat with the same `incidentId`: whoever gets
   * that id back is the one that opens.
   */
  claim(ask: {
    serviceId: string;
    dedupKey: string;
    incidentId: string;
    joined: Joined;
    /** When the last of the signals happened. */
    triggeredAt: string;
  }): Promise<Claim>;
  /**
   * Gives a dedup key back that was claimed for an incident which is over already. Nothing happens where the
   * key leads to another incident, or to one that is open.
   */
  release(serviceId: string, dedupKey: string, incidentId: string): Promise<void>;
  /** Where a dedup key leads now; undefined when nothing is open under it. */
  findOpen(serviceId: string, dedupKey: string): Promise<OpenUnderKey | undefined>;
  /** When a signal last triggered something under a dedup key, be it over or not; undefined when none ever did. */
  lastTriggered(serviceId: string, dedupKey: string): Promise<string | undefined>;
  /** A short number that no other incident has. Numbers may be left out. */
  nextNumber(): Promise<number>;
  /** Writes a new incident and its first signals. Safe to repeat: `exists` when it is there already. */
  create(opened: OpenedIncident, alerts: Alert[]): Promise<'created' | 'exists'>;
  /** The latest of what was written. */
  get(incidentId: string): Promise<IncidentRecord | undefined>;
  findByNumber(number: number): Promise<string | undefined>;
  /** Writes one or more changes at once; `conflict` and nothing written where one of the incidents has moved on. */
  commit(...changes: Change[]): Promise<'committed' | 'conflict'>;
  list(filter: IncidentFilter, limit: number, cursor: string | undefined): Promise<Page<IncidentRecord>>;
  timeline(incidentId: string, limit: number, cursor: string | undefined): Promise<Page<TimelineEvent>>;
  notifications(incidentId: string, limit: number, cursor: string | undefined): Promise<Page<Notification>>;
  alerts(incidentId: string, limit: number, cursor: string | undefined): Promise<Page<Alert>>;
  /** The steps of an incident's runbook to which something has happened. */
  steps(incidentId: string): Promise<StepProgress[]>;
  /** The pages that have no outcome yet. */
  pendingNotifications(incidentId: string): Promise<Notification[]>;
  /** Every incident that is not final. */
  listOpen(): AsyncIterable<OpenIncident>;
}

/** How an execution that waits can be reached. */
export interface WaitingClock {
  epoch: number;
  stage: Stage;
  taskToken: string;
}

/** Where the waiting execution of each incident leaves its task token. */
export interface ClockStore {
  /** @returns false where a later epoch has left its token already */
  put(incidentId: string, clock: WaitingClock): Promise<boolean>;
  get(incidentId: string): Promise<WaitingClock | undefined>;
}

/** Which execution it is: each epoch of an incident has one. */
export interface ExecutionName {
  incidentId: string;
  epoch: number;
}

/** The executions that keep the incidents' time. */
export interface Executions {
  /** Starts an epoch's execution. Safe to repeat. */
  start(plan: ClockPlan): Promise<void>;
  /** Ends a wait: the execution goes on with what it is given. A wait that is over already is no error. */
  succeed(taskToken: string, plan: ClockPlan): Promise<void>;
  /** Ends a wait so that the execution looks at the record (`Replan`) or ends itself (`Superseded`). */
  fail(taskToken: string, error: 'Muster.Replan' | 'Muster.Superseded', cause: string): Promise<void>;
  /** Ends an execution wherever it is. One that has ended already is no error. */
  stop(execution: ExecutionName, cause: string): Promise<void>;
  /** All executions that run. */
  listRunning(): Promise<ExecutionName[]>;
}

/** What an incident takes from the organisation. */
export interface Organisation {
  service(serviceId: string): Promise<Service | undefined>;
  defaultService(): Promise<Service>;
  policy(policyId: string): Promise<EscalationPolicy | undefined>;
  contacts(contactIds: string[]): Promise<Map<string, Contact>>;
  /** All that targets may lead to from an instant on. Nobody has had a turn in it. */
  directory(targets: Target[], at: Date): Promise<Directory>;
  /** All response plans as they are now. */
  plans(): Promise<SavedPlan[]>;
  /** The steps of the plan's version that an incident runs; none where it runs no plan. */
  runbook(incident: Pick<IncidentRecord, 'planId' | 'planVersion'>): Promise<RunbookStepInput[]>;
  settings(): Promise<Settings>;
}
