import { durationMilliseconds } from '../duration.ts';
import type { PolicySnapshot } from '../escalation/schema.ts';
import type { Settings } from '../organisation/schema.ts';
import type { Level } from '../schema.ts';
import type { Service } from '../service/schema.ts';
import type { Source } from '../source.ts';
import { type EventDraft, enterStage, muster } from './change.ts';
import { lifecycleStages } from './lifecycle.ts';
import { priorityOf } from './priority.ts';
import type { IncidentRecord } from './record.ts';
import type { Actor } from './schema.ts';

/** What is known of a problem when its incident opens. */
export interface Report {
  title: string;
  description: string | null;
  severity: Level;
  /** Null: the service's tier. */
  impact: Level | null;
  category: string | null;
  dedupKey: string;
  source: Source;
  startedAt: string;
  actor: Actor;
  /** How the service was found, for the timeline. */
  serviceReason: string;
}

/** What an incident takes from the organisation when it opens, and keeps. */
export interface Surroundings {
  service: Service;
  policy: PolicySnapshot;
  settings: Settings;
  predecessorId: string | null;
}

/**
 * Opens an incident: identified, categorised where the report says how, and prioritised.
 *
 * @param identity its id and number
 * @param report what is known of the problem
 * @param surroundings what it takes from the organisation
 * @param alertCount how many signals opened it
 * @param now when it opens
 * @returns its first record and its first events
 */
export function open(
  identity: { id: string; number: number },
  report: Report,
  { service, policy, settings, predecessorId }: Surroundings,
  alertCount: number,
  now: Date,
): { record: IncidentRecord; events: EventDraft[] } {
  const at = now.toISOString();
  const impact = report.impact ?? service.tier;
  const priority = priorityOf(settings.priorityMatrix, report.severity, impact);
  let lifecycle: IncidentRecord['lifecycle'] = lifecycleStages.map((stage) => ({
    stage,
    enteredAt: null,
    by: null,
  }));
  lifecycle = enterStage(lifecycle, 'identification', now, report.actor);
  if (report.category) lifecycle = enterStage(lifecycle, 'categorization', now, report.actor);
  lifecycle = enterStage(lifecycle, 'prioritization', now, muster);
  const firstDelay = policy.steps[0] ? durationMilliseconds(policy.steps[0].after) : 0;

  const record: IncidentRecord = {
    ...identity,
    revision: 1,
    title: report.title,
    description: report.description,
    status: 'triggered',
    severity: report.severity,
    impact,
    priority,
    category: report.category,
    serviceId: service.id,
    planId: null,
    drill: false,
    dedupKey: report.dedupKey,
    dedupReferences: [{ serviceId: service.id, dedupKey: report.dedupKey, alertCount }],
    source: report.source,
    roles: [],
    responders: [],
    escalation: { policyId: policy.policyId, level: 0, pass: 1, exhausted: false },
    policy,
    firstPass: 1,
    fallbackTarget: service.fallbackTarget,
    quietPeriod: settings.quietPeriod,
    resolution: null,
    mergedInto: null,
    predecessorId,
    startedAt: report.startedAt,
    openedAt: at,
    acknowledgedAt: null,
    mitigatedAt: null,
    resolvedAt: null,
    closedAt: null,
    snoozedUntil: null,
    nextAt: new Date(now.getTime() + firstDelay).toISOString(),
    lifecycle,
    paging: null,
    closureBlockedAt: null,
    epoch: 1,
    epochStartedAt: at,
  };
  return { record, events: openingEvents(record, report, service) };
}

function openingEvents(record: IncidentRecord, report: Report, service: Service): EventDraft[] {
  const opened: EventDraft = {
    type: 'incident.opened',
    actor: report.actor,
    data: {
      number: record.number,
      title: record.title,
      source: record.source,
      serviceId: service.id,
      service: service.name,
      ...(record.predecessorId ? { predecessorId: record.predecessorId } : {}),
    },
    reason: report.serviceReason,
  };
  const prioritized: EventDraft = {
    type: 'incident.prioritized',
    actor: muster,
    data: { severity: record.severity, impact: record.impact, priority: record.priority },
    reason: report.impact
      ? `Severity ${record.severity} and impact ${record.impact} make ${record.priority}.`
      : `Severity ${record.severity} and impact ${record.impact}, the tier of ${service.name}, make ${record.priority}.`,
  };
  if (!report.category) return [opened, prioritized];
  const categorized: EventDraft = {
    type: 'incident.categorized',
    actor: report.actor,
    data: { category: report.category },
  };
  return [opened, categorized, prioritized];
}
