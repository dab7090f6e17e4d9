import { type LinkAction, offeredActions } from '#domain/acknowledgement/actions.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Responder } from '#domain/responder/schema.ts';
import type { IncidentStore } from '../incident/store.ts';
import { followLink, type LinkPorts } from './links.ts';

/** What somebody who follows a link sees. */
export interface LinkView {
  record: IncidentRecord;
  serviceName: string;
  contactName: string;
  acknowledgedBy: string | null;
  /** Set where they were asked to help. */
  request: Responder | null;
  /** The buttons. */
  offered: LinkAction[];
  /** What their pressing of a button has done just now; null: nothing. */
  done: LinkAction | null;
}

/**
 * Looks at the incident of a link. Changes nothing, because mail scanners open links too.
 *
 * @throws Refusal as `followLink`
 */
export async function viewLink(token: string, ports: LinkPorts): Promise<LinkView> {
  const { record, contact, pagedByLevel } = await followLink(token, ports);
  const service = await ports.organisation.service(record.serviceId);
  return {
    record,
    serviceName: service?.name ?? 'a service that is gone',
    contactName: contact.name,
    acknowledgedBy:
      record.status === 'acknowledged' ? await acknowledgedBy(record.id, ports.incidents) : null,
    request: record.responders.find(({ contactId }) => contactId === contact.id) ?? null,
    offered: offeredActions(record, contact.id, pagedByLevel),
    done: null,
  };
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
