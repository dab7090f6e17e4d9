import { fold } from '#domain/alert/joined.ts';
import { changeOf } from '#domain/incident/change.ts';
import { decideMove } from '#domain/incident/move.ts';
import type { Actor } from '#domain/incident/schema.ts';
import { allows } from '#domain/incident/status.ts';
import type { Service } from '#domain/service/schema.ts';
import { cutLine } from '#domain/signal/cut.ts';
import { orderedAt } from '#domain/signal/order.ts';
import type { Signal } from '#domain/signal/schema.ts';
import { wakeClock } from '../clock/wake.ts';
import { awaitPaging } from '../paging/awaitPaging.ts';
import { changeIncident } from './changeIncident.ts';
import { type Opened, type OpenPorts, openIncident } from './openIncident.ts';

/**
 * Opens or joins the incident of one or more signals of the same service and dedup key.
 *
 * @param signals in the order of their time, at least one; the first opens
 * @param serviceReason how the service was found, for the timeline
 */
export async function openBySignals(
  signals: [Signal, ...Signal[]],
  service: Service,
  serviceReason: string,
  ports: OpenPorts,
): Promise<Opened> {
  const [first] = signals;
  const joined = fold(signals);
  const whole = { ...joined.signals[0], details: first.details, links: first.links };
  return openIncident(
    {
      report: {
        title: first.summary,
        description: explanation(first),
        severity: first.severity,
        impact: null,
        category: first.category,
        dedupKey: first.dedupKey,
        source: first.source,
        startedAt: first.at,
        actor: actorOf(first),
        serviceReason,
      },
      service,
      triggeredAt: orderedAt(signals.at(-1) ?? first),
      joined,
      alerts: joined.signals.map((alert, index) => (index === 0 ? { ...alert, ...whole } : alert)),
    },
    ports,
  );
}

/**
 * Resolves the open incident of a signal that says that the problem is over, where its service wants that.
 * A signal that happened before the incident was last triggered says nothing about it: deliveries overtake
 * each other.
 */
export async function resolveBySignal(
  signal: Signal,
  service: Service,
  ports: OpenPorts,
): Promise<'resolved' | 'kept-open' | 'no-open-incident'> {
  const open = await ports.incidents.findOpen(service.id, signal.dedupKey);
  if (!open || orderedAt(signal) < open.triggeredAt) return 'no-open-incident';
  const actor = actorOf(signal);
  let resolves = false;
  const change = await changeIncident(
    open.incidentId,
    (record) => {
      if (!allows(record.status, 'resolve')) return undefined;
      resolves = service.autoResolve;
      if (!resolves) {
        return changeOf(record, ports.clock.now(), {}, [
          {
            type: 'alert.resolved',
            actor,
            data: { summary: signal.summary },
            reason: `${service.name} does not resolve by itself: somebody has to.`,
          },
        ]);
      }
      const summary = cutLine(
        `${actor.name} says that it is over: ${explanation(signal) ?? signal.summary}`,
        2000,
      );
      return decideMove(record, { name: 'resolve', summary, cause: null }, { actor, now: ports.clock.now() });
    },
    ports,
  );
  if (!change) return 'no-open-incident';
  if (!resolves) return 'kept-open';
  await wakeClock(change, ports);
  await awaitPaging(change.after, ports);
  return 'resolved';
}

/** Acknowledges the open incident of a signal by which a tool says that somebody is on it. */
export async function acknowledgeBySignal(
  signal: Signal,
  service: Service,
  ports: OpenPorts,
): Promise<'acknowledged' | 'already' | 'no-open-incident'> {
  const open = await ports.incidents.findOpen(service.id, signal.dedupKey);
  if (!open) return 'no-open-incident';
  const change = await changeIncident(
    open.incidentId,
    (record) =>
      record.status === 'triggered'
        ? decideMove(record, { name: 'acknowledge' }, { actor: actorOf(signal), now: ports.clock.now() })
        : undefined,
    ports,
  );
  if (!change) return 'already';
  await wakeClock(change, ports);
  await awaitPaging(change.after, ports);
  return 'acknowledged';
}

/** What the tool says beyond the summary: an alarm's reason, an alert's description. */
function explanation({ details }: Signal): string | null {
  return (
    ([details.reason, details.description].find((text) => typeof text === 'string' && text !== '') as
      | string
      | undefined) ?? null
  );
}

function actorOf(signal: Signal): Actor {
  return signal.alarm
    ? { type: 'alarm', id: signal.alarm.arn, name: signal.alarm.name }
    : { type: 'integration', id: null, name: signal.origin };
}
