import type { Joined } from '#domain/alert/joined.ts';
import type { Alert } from '#domain/alert/schema.ts';
import { planClock } from '#domain/incident/clock.ts';
import { open } from '#domain/incident/open.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Report } from '#domain/incident/report.ts';
import { isFinal } from '#domain/incident/status.ts';
import type { SavedPlan } from '#domain/plan/schema.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Service } from '#domain/service/schema.ts';
import type { Clock, Ids, Log } from '../ports.ts';
import { prepare } from './prepare.ts';
import { reopenJoined } from './reopenJoined.ts';
import type { Claim, ClockStore, Executions, IncidentStore, Organisation } from './store.ts';

export interface OpenPorts {
  incidents: IncidentStore;
  clocks: ClockStore;
  executions: Executions;
  organisation: Organisation;
  clock: Clock;
  ids: Ids;
  log: Log;
}

export interface OpenRequest {
  /** The id that the incident gets where this request opens it; the same when the request runs again. */
  incidentId?: string;
  report: Report;
  service: Service;
  /** The plan that the request names; left out or null: the one that the rules find. */
  plan?: SavedPlan | null;
  /** When the last of the signals happened that ask for it. */
  triggeredAt: string;
  /** The signals, shortened. */
  joined: Joined;
  /** The same signals as the incident keeps them when it opens. */
  alerts: Alert[];
}

export interface Opened {
  incidentId: string;
  outcome: 'opened' | 'joined' | 'reopened';
  /** Set where this call wrote the incident. */
  record?: IncidentRecord;
  /** The signals that the key has brought so far; approximate after a retried write. */
  alertCount: number;
}

/** How long another opener may take before its work is taken over. */
const OPENER_PATIENCE_MS = 150;

/** How often a key is asked for again whose incident ended between the asking and the joining. */
const ATTEMPTS = 3;

/**
 * Opens an incident, or joins the one that its service and dedup key already have.
 *
 * Each step may run twice, and a crash between two of them is healed by whoever comes next: the claim names
 * one incident for the key, everyone who finds it unwritten writes that one, and the sweeper starts the
 * execution that was not started. A duplicate costs one call and one write.
 *
 * @throws Refusal `conflict` where incidents of the key end as fast as they are joined
 */
export async function openIncident(request: OpenRequest, ports: OpenPorts): Promise<Opened> {
  const { report, service, joined, triggeredAt } = request;
  const mine = request.incidentId ?? ports.ids.next('inc');
  const ask = {
    serviceId: service.id,
    dedupKey: report.dedupKey,
    incidentId: mine,
    joined,
    triggeredAt,
  };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const claim = await ports.incidents.claim(ask);
    const opened =
      claim.incidentId === mine
        ? await write(request, claim, mine, ports)
        : await join(request, claim, mine, ports);
    if (opened) return opened;
  }
  throw new Refusal(
    'conflict',
    'The incident of this dedup key ended at the moment of this request. Send it once more.',
  );
}

/** @returns undefined where the incident that the claim names is over, so that the key has to be asked for again */
async function join(
  request: OpenRequest,
  claim: Claim,
  mine: string,
  ports: OpenPorts,
): Promise<Opened | undefined> {
  const { incidentId, alertCount } = claim;
  if (claim.opened) {
    if (claim.phase === 'open') return { incidentId, outcome: 'joined', alertCount };
    const reopened = await reopenJoined(incidentId, request.report.actor, ports);
    return reopened ? { incidentId, outcome: 'reopened', alertCount } : undefined;
  }
  await ports.clock.sleep(OPENER_PATIENCE_MS);
  const record = await ports.incidents.get(incidentId);
  return record ? joinWritten(record, request, claim, mine, ports) : write(request, claim, mine, ports);
}

/** Writes the incident that the claim names, whoever made the claim. */
async function write(
  request: OpenRequest,
  claim: Claim,
  mine: string,
  ports: OpenPorts,
): Promise<Opened | undefined> {
  const { report, service, joined, alerts } = request;
  const { incidentId, alertCount } = claim;
  const now = ports.clock.now();
  const [number, settings, prepared] = await Promise.all([
    ports.incidents.nextNumber(),
    ports.organisation.settings(),
    prepare(report, service, request.plan ?? null, now, ports.organisation),
  ]);
  const opened = open(
    { id: incidentId, number },
    report,
    { service, settings, predecessorId: claim.predecessorId, ...prepared },
    joined.count,
    now,
  );
  const { record } = opened;
  if ((await ports.incidents.create(opened, alerts)) === 'exists') {
    const written = await ports.incidents.get(incidentId);
    return written && joinWritten(written, request, claim, mine, ports);
  }
  await startClock(record, ports);
  return { incidentId, outcome: 'opened', record, alertCount };
}

/**
 * Joins an incident that was found written although its claim did not say so. One that is over was claimed
 * again by a request that ran before it ended and now runs once more: the key is given back, so that it leads
 * nowhere and the next signal opens an incident of its own.
 */
async function joinWritten(
  record: IncidentRecord,
  { service, report }: OpenRequest,
  { incidentId, alertCount }: Claim,
  mine: string,
  ports: OpenPorts,
): Promise<Opened | undefined> {
  if (isFinal(record.status)) {
    await ports.incidents.release(service.id, report.dedupKey, incidentId);
    if (incidentId !== mine) return undefined;
  }
  return { incidentId, outcome: 'joined', alertCount };
}

/** A start that fails is not the end: the record stands, and the sweeper starts the next execution from it. */
async function startClock(record: IncidentRecord, ports: OpenPorts): Promise<void> {
  try {
    await ports.executions.start(planClock(record, ports.clock.now()));
  } catch (error) {
    ports.log.error(
      'The execution of a new incident did not start. The sweeper starts it within two minutes.',
      {
        incidentId: record.id,
        error,
      },
    );
  }
}

/**
 * Finds the service that a request names.
 *
 * @param serviceId null: the default service
 * @throws Refusal `validation-failed` where there is no such service
 */
export async function requireService(
  serviceId: string | null,
  organisation: Pick<Organisation, 'service' | 'defaultService'>,
): Promise<Service> {
  if (!serviceId) return organisation.defaultService();
  const service = await organisation.service(serviceId);
  if (service) return service;
  throw new Refusal('validation-failed', 'There is no such service. Look it up with GET /v1/services.', {
    errors: [{ path: 'serviceId', message: 'names no service' }],
  });
}
