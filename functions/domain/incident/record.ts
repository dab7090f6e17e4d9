import type { PolicySnapshot, Target } from '../escalation/schema.ts';
import { etagOf } from '../etag.ts';
import { shownRoles } from './roles.ts';
import type { Incident } from './schema.ts';
import { wakeAt } from './wakeAt.ts';

/** Until when an automated step may take. */
export interface StepTimer {
  key: string;
  at: string;
}

/** A dedup key that leads to an incident, and how many signals came by it. */
export interface DedupReference {
  serviceId: string;
  dedupKey: string;
  alertCount: number;
}

/**
 * An incident as the table holds it: what outsiders see, and what only Muster needs.
 * It is the truth; the execution that keeps its time carries none.
 */
export interface IncidentRecord extends Omit<Incident, 'etag' | 'escalation' | 'alertCount'> {
  /** Grows by one with every change; every write is conditioned on it. */
  revision: number;
  escalation: Omit<Incident['escalation'], 'nextAt'>;
  /** The policy as it was when the incident opened, so that editing it changes nothing that runs. */
  policy: PolicySnapshot;
  /** The pass with which the present walk through the levels began. */
  firstPass: number;
  /**
   * From when on the delay of the next level counts: when people were paged last, or the walk began. Null where
   * the level comes at another time than its delay says.
   */
  delayFrom: string | null;
  fallbackTarget: Target | null;
  /** When pages are due that wait, by somebody's own rules or because somebody was asked to help. */
  pageTimes: string[];
  /** Automated steps of the runbook that have been asked for and have not reported back. */
  stepTimers: StepTimer[];
  /** The keys of the required steps of the runbook that are neither done nor skipped. */
  requiredSteps: string[];
  /** How many times somebody has been asked to help. */
  responderRequests: number;
  quietPeriod: string;
  /** Set while pages are on their way: until then no acknowledgement is answered. */
  paging: { until: string } | null;
  /** When closing by itself was found blocked; null when it was not. */
  closureBlockedAt: string | null;
  /** Which execution keeps this incident's time; any other may do nothing. */
  epoch: number;
  epochStartedAt: string;
  dedupReferences: DedupReference[];
}

/**
 * The incident as outsiders see it.
 *
 * @param record the table's own form
 */
export function presentIncident(record: IncidentRecord): Incident {
  const {
    revision,
    policy: _policy,
    firstPass: _firstPass,
    delayFrom: _delayFrom,
    fallbackTarget: _fallbackTarget,
    pageTimes: _pageTimes,
    stepTimers: _stepTimers,
    requiredSteps: _requiredSteps,
    responderRequests: _responderRequests,
    quietPeriod: _quietPeriod,
    paging: _paging,
    closureBlockedAt: _closureBlockedAt,
    epoch: _epoch,
    epochStartedAt: _epochStartedAt,
    dedupReferences,
    ...shown
  } = record;
  const escalating = record.status === 'triggered' && !record.escalation.exhausted;
  return {
    ...shown,
    nextAt: wakeAt(record),
    roles: shownRoles(record.roles),
    alertCount: dedupReferences.reduce((sum, reference) => sum + reference.alertCount, 0),
    escalation: { ...record.escalation, nextAt: escalating ? record.nextAt : null },
    etag: etagOf(revision),
  };
}
