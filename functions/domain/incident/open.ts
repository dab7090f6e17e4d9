import { firstTimer } from '../escalation/walk.ts';
import { fillTitle } from '../plan/title.ts';
import { requestStep } from '../runbook/request.ts';
import type { StepProgress } from '../runbook/schema.ts';
import type { Level } from '../schema.ts';
import { type EventDraft, enterStage, muster } from './change.ts';
import { lifecycleStages } from './lifecycle.ts';
import { openingEvents } from './openingEvents.ts';
import { priorityOf } from './priority.ts';
import type { IncidentRecord } from './record.ts';
import type { Report } from './report.ts';
import type { Surroundings } from './surroundings.ts';

/** What counts as the severity where neither the report nor a plan says it. */
export const DEFAULT_SEVERITY: Level = 'high';

/** A new incident, with all that is written with it. */
export interface OpenedIncident {
  record: IncidentRecord;
  events: EventDraft[];
  steps: StepProgress[];
}

/**
 * Opens an incident: identified, categorised where the report or the plan says how, and prioritised; its roles
 * filled as the plan wants it, and the steps of the runbook requested that run by themselves.
 *
 * @param identity its id and number
 * @param report what is known of the problem
 * @param surroundings what it takes from the organisation
 * @param alertCount how many signals opened it
 * @param now when it opens
 * @returns its first record, its first events, and the steps that are under way
 */
export function open(
  identity: { id: string; number: number },
  report: Report,
  surroundings: Surroundings,
  alertCount: number,
  now: Date,
): OpenedIncident {
  const { service, policy, settings, predecessorId, plan, roles } = surroundings;
  const at = now.toISOString();
  const running = plan?.running;
  const severity = report.severity ?? running?.defaults.severity ?? DEFAULT_SEVERITY;
  const impact = report.impact ?? running?.defaults.impact ?? service.tier;
  const category = report.category ?? running?.defaults.category ?? null;
  const priority = priorityOf(settings.priorityMatrix, severity, impact);
  const facts = { title: report.title, service: service.name, severity, category, source: report.source };

  let lifecycle: IncidentRecord['lifecycle'] = lifecycleStages.map((stage) => ({
    stage,
    enteredAt: null,
    by: null,
  }));
  lifecycle = enterStage(lifecycle, 'identification', now, report.actor);
  const categorizer = report.category ? report.actor : muster;
  if (category) lifecycle = enterStage(lifecycle, 'categorization', now, categorizer);
  lifecycle = enterStage(lifecycle, 'prioritization', now, muster);

  const opened: IncidentRecord = {
    ...identity,
    revision: 1,
    title: running?.titleTemplate ? fillTitle(running.titleTemplate, facts) : report.title,
    description: report.description,
    status: 'triggered',
    severity,
    impact,
    priority,
    category,
    serviceId: service.id,
    planId: running?.id ?? null,
    planVersion: running?.version ?? null,
    bridgeUrl: running?.bridgeUrl ?? null,
    chatUrl: running?.chatUrl ?? null,
    drill: false,
    dedupKey: report.dedupKey,
    dedupReferences: [{ serviceId: service.id, dedupKey: report.dedupKey, alertCount }],
    source: report.source,
    roles: roles.map(({ role, person }) => ({ role, contactId: person?.id ?? null })),
    responders: [],
    responderRequests: 0,
    linkedIncidents: [],
    requiredSteps: running?.runbook.steps.filter(({ required }) => required).map(({ key }) => key) ?? [],
    review: {
      required: running?.review.required ?? false,
      dueIn: running?.review.dueIn ?? null,
      waived: false,
    },
    escalation: { policyId: policy.policyId, level: 0, pass: 1, exhausted: false },
    policy,
    firstPass: 1,
    fallbackTarget: service.fallbackTarget,
    quietPeriod: running?.quietPeriod ?? settings.quietPeriod,
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
    ...firstTimer({ policy, firstPass: 1, priority, serviceId: service.id }, now),
    pageTimes: [],
    stepTimers: [],
    lifecycle,
    paging: null,
    closureBlockedAt: null,
    epoch: 1,
    epochStartedAt: at,
  };
  const requests = (running?.runbook.steps ?? [])
    .filter((step) => step.automation?.start === 'opened')
    .map((step) => requestStep(opened, step, null, { actor: muster, now }));
  const record = { ...opened, stepTimers: requests.map(({ timer }) => timer) };
  return {
    record,
    events: [
      ...openingEvents(record, report, surroundings, categorizer),
      ...requests.map(({ event }) => event),
    ],
    steps: requests.map(({ progress }) => progress),
  };
}
