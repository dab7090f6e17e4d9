import { decideLinks, linksBetween, SAME_STORM_MS } from '#domain/incident/link.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { ongoingStatuses } from '#domain/incident/status.ts';
import { downstreamOf, upstreamOf } from '#domain/service/dependencies.ts';
import type { Service } from '#domain/service/schema.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import type { Clock } from '../ports.ts';
import type { KnownServices } from '../service/rememberServices.ts';
import { changeIncident } from './changeIncident.ts';
import type { IncidentStore } from './store.ts';

export interface LinkIncidentsPorts {
  incidents: IncidentStore;
  knownServices: KnownServices;
  clock: Clock;
}

/** The newest that are open: one read, so that a storm of thousands does not cost their square. */
const MOST_LOOKED_AT = 200;

/**
 * Links incidents that have just opened with the open ones of services that theirs depend on, or that depend on
 * theirs: one change for each incident. Nothing else about an incident changes. Safe to repeat, and at once from both
 * sides: both sides look, so a link is missed only where neither finds the other in the index yet.
 *
 * @param opened events `incident.opened`, which name the service in `data.serviceId`
 * @throws what the first incident that could not be linked came to, when all others have been linked
 */
export async function linkIncidents(opened: TimelineEvent[], ports: LinkIncidentsPorts): Promise<void> {
  const services = await ports.knownServices([...new Set(opened.map(serviceIdOf))]);
  const connected = opened.filter((event) => isConnected(serviceIdOf(event), services));
  if (connected.length === 0) return;

  const found = await Promise.all(connected.map(({ incidentId }) => ports.incidents.get(incidentId)));
  const records = found.filter((record) => record !== undefined);
  const links = linksBetween(records, await openAround(records, ports.incidents), services);
  const outcomes = await Promise.allSettled(
    [...links].map(([id, ofOne]) =>
      changeIncident(id, (record) => decideLinks(record, ofOne, ports.clock.now()), ports),
    ),
  );
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

const serviceIdOf = ({ data }: TimelineEvent): string => String(data.serviceId);

const isConnected = (serviceId: string, services: Service[]): boolean =>
  upstreamOf(serviceId, services).size > 0 || downstreamOf(serviceId, services).size > 0;

/** The incidents that are open and opened at most an hour before or after some others. */
async function openAround(records: IncidentRecord[], incidents: IncidentStore): Promise<IncidentRecord[]> {
  const times = records.map(({ openedAt }) => Date.parse(openedAt));
  if (times.length === 0) return [];
  const filter = {
    status: [...ongoingStatuses],
    from: new Date(Math.min(...times) - SAME_STORM_MS).toISOString(),
    to: new Date(Math.max(...times) + SAME_STORM_MS).toISOString(),
  };
  const { items } = await incidents.list(filter, MOST_LOOKED_AT, undefined);
  return items;
}
