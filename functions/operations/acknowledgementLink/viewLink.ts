import { type LinkAction, offeredActions } from '#domain/acknowledgement/actions.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Responder } from '#domain/responder/schema.ts';
import { everyItem } from '../everyItem.ts';
import { serviceName } from '../incident/serviceName.ts';
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
  return {
    record,
    serviceName: await serviceName(record.serviceId, ports.organisation),
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
  for await (const { type, actor } of everyItem((cursor) => incidents.timeline(incidentId, 100, cursor))) {
    if (type === 'incident.acknowledged') name = actor.name;
  }
  return name;
}
