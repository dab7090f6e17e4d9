import { decideMove } from '#domain/incident/move.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { wakeClock } from '../clock/wake.ts';
import { type ChangePorts, changeIncident } from '../incident/changeIncident.ts';
import type { IncidentStore } from '../incident/store.ts';
import { awaitPaging } from '../paging/awaitPaging.ts';
import { followLink, type LinkPorts } from './links.ts';

/** What somebody who follows a link sees. */
export interface LinkedIncident {
  record: IncidentRecord;
  serviceName: string;
  contactName: string;
  acknowledgedBy: string | null;
  justAcknowledged: boolean;
}

/**
 * Looks at the incident of a link. Changes nothing, because mail scanners open links too.
 *
 * @throws Refusal as `followLink`
 */
export async function viewLink(token: string, ports: LinkPorts): Promise<LinkedIncident> {
  const { record, contact } = await followLink(token, ports);
  const service = await ports.organisation.service(record.serviceId);
  return {
    record,
    serviceName: service?.name ?? 'a service that is gone',
    contactName: contact.name,
    acknowledgedBy:
      record.status === 'acknowledged' ? await acknowledgedBy(record.id, ports.incidents) : null,
    justAcknowledged: false,
  };
}

/**
 * Acknowledges the incident of a link in the name of the contact whose link it is. Where it is not triggered
 * any more, nothing changes and the view says how it stands.
 *
 * @throws Refusal as `followLink`, or `conflict`
 */
export async function acknowledgeByLink(
  token: string,
  ports: LinkPorts & ChangePorts,
): Promise<LinkedIncident> {
  const { record, contact } = await followLink(token, ports);
  const actor = { type: 'contact' as const, id: contact.id, name: contact.name };
  let found = record;
  const change = await changeIncident(
    record.id,
    (current) => {
      found = current;
      if (current.status !== 'triggered') return undefined;
      const asked = { actor, now: ports.clock.now(), reason: 'By the link of a page.' };
      return decideMove(current, { name: 'acknowledge' }, asked);
    },
    ports,
  );
  if (change) await wakeClock(change, ports);
  // Somebody else's acknowledgement may still be waiting for pages on their way: this answer says the same.
  await awaitPaging(change?.after ?? found, ports);
  return { ...(await viewLink(token, ports)), justAcknowledged: change !== undefined };
}

async function acknowledgedBy(incidentId: string, incidents: IncidentStore): Promise<string | null> {
  let name: string | null = null;
  let cursor: string | undefined;
  do {
    const page = await incidents.timeline(incidentId, 100, cursor);
    for (const event of page.items) if (event.type === 'incident.acknowledged') name = event.actor.name;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return name;
}
