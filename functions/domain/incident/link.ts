import { upstreamOf } from '../service/dependencies.ts';
import type { Service } from '../service/schema.ts';
import { type Change, changeOf, type EventDraft, muster } from './change.ts';
import type { IncidentRecord } from './record.ts';
import type { LinkedIncident } from './schema.ts';
import { isOngoing } from './status.ts';

/** An hour: a failure spreads to what depends on it within minutes, and what opens later has most likely another cause. */
export const SAME_STORM_MS = 60 * 60_000;

/** More nobody reads, and each is a row of the timeline. */
const MOST_LINKS = 20;

/** A service as far as links need it. */
export type LinkedService = Pick<Service, 'id' | 'name' | 'dependsOn'>;

/** Another incident as one is linked with it. */
export interface Link extends LinkedIncident {
  /** The name of the other's service. */
  service: string;
  reason: string;
  /** When the other opened. */
  openedAt: string;
}

/**
 * Finds the links between incidents that have just opened and those that are open: the service of one depends, near
 * or far, on the service of the other, and they opened within an hour. A drill is never linked with what is real.
 *
 * @param opened those that have just opened
 * @param open those that are open; `opened` may be among them
 * @param services all services
 * @returns the links by the id of the incident that they belong to, each from both its sides
 */
export function linksBetween(
  opened: IncidentRecord[],
  open: IncidentRecord[],
  services: LinkedService[],
): Map<string, Link[]> {
  const incidents = new Map([...open, ...opened].filter(isLinkable).map((one) => [one.id, one]));
  const serviceOf = new Map(services.map((service) => [service.id, service]));
  const upstream = new Map(
    [...new Set([...incidents.values()].map(({ serviceId }) => serviceId))].map((id) => [
      id,
      upstreamOf(id, services),
    ]),
  );

  function linkFrom(one: IncidentRecord, other: IncidentRecord): Link | undefined {
    const own = serviceOf.get(one.serviceId);
    const its = serviceOf.get(other.serviceId);
    if (!own || !its) return undefined;
    const { id: incidentId, number, openedAt } = other;
    const link = { incidentId, number, openedAt, service: its.name };
    if (upstream.get(own.id)?.has(its.id)) {
      const reason = `${own.name} depends on ${its.name}, whose incident #${number} is open.`;
      return { ...link, relation: 'upstream', reason };
    }
    if (upstream.get(its.id)?.has(own.id)) {
      const reason = `${its.name}, whose incident #${number} is open, depends on ${own.name}.`;
      return { ...link, relation: 'downstream', reason };
    }
    return undefined;
  }

  const links = new Map<string, Map<string, Link>>();
  const add = (one: IncidentRecord, other: IncidentRecord) => {
    const link = linkFrom(one, other);
    if (link) links.set(one.id, (links.get(one.id) ?? new Map()).set(other.id, link));
  };
  for (const { id } of opened) {
    const one = incidents.get(id);
    if (!one) continue;
    for (const other of incidents.values()) {
      if (other.drill !== one.drill || !inSameStorm(one, other)) continue;
      add(one, other);
      add(other, one);
    }
  }
  return new Map([...links].map(([id, ofOne]) => [id, [...ofOne.values()]]));
}

/** What is over, or resolved, is neither the cause nor the consequence of another incident. */
const isLinkable = ({ status }: IncidentRecord) => isOngoing(status);

const inSameStorm = (one: IncidentRecord, other: IncidentRecord) =>
  Math.abs(Date.parse(one.openedAt) - Date.parse(other.openedAt)) <= SAME_STORM_MS;

/**
 * Links an incident with others. What it is linked with already stays and is not told again; of more than there is
 * room for, the possible causes come first, and among them the oldest.
 *
 * @returns the change, with an event for each new link; undefined where nothing is new, or the incident is over
 */
export function decideLinks(record: IncidentRecord, links: Link[], now: Date): Change | undefined {
  if (!isLinkable(record)) return undefined;
  const added = links
    .filter(({ incidentId }) => !record.linkedIncidents.some((known) => known.incidentId === incidentId))
    .toSorted(byRelevance)
    .slice(0, Math.max(0, MOST_LINKS - record.linkedIncidents.length));
  if (added.length === 0) return undefined;
  return changeOf(
    record,
    now,
    {
      linkedIncidents: [
        ...record.linkedIncidents,
        ...added.map(({ incidentId, number, relation }) => ({ incidentId, number, relation })),
      ],
    },
    added.map(
      ({ incidentId, number, service, relation, reason }): EventDraft => ({
        type: 'incident.linked',
        actor: muster,
        data: { incidentId, number, service, relation },
        reason,
      }),
    ),
  );
}

function byRelevance(one: Link, other: Link): number {
  if (one.relation !== other.relation) return one.relation === 'upstream' ? -1 : 1;
  return Date.parse(one.openedAt) - Date.parse(other.openedAt) || one.number - other.number;
}
