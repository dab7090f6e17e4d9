import { contactTag, readLink, signLink } from '#domain/acknowledgement/token.ts';
import type { Contact } from '#domain/contact/schema.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Notification } from '#domain/notification/schema.ts';
import { Refusal } from '#domain/refusal.ts';
import { everyItem } from '../everyItem.ts';
import type { IncidentStore, Organisation } from '../incident/store.ts';
import type { Links } from '../paging/ports.ts';
import type { Clock } from '../ports.ts';

/** The key with which links are signed. It is made once, and never leaves the table and the Lambdas. */
export interface LinkKeys {
  key(): Promise<Uint8Array>;
}

/** How long a link is good for: a long night and the day after it. */
const GOOD_FOR_SECONDS = 72 * 3600;

/**
 * Makes the links of pages.
 *
 * @param publicUrl where Muster is reached, without a slash at its end
 */
export function acknowledgementLinks(publicUrl: string, ports: { linkKeys: LinkKeys; clock: Clock }): Links {
  return {
    acknowledge: async (incident, contactId) => {
      const expiresAt = Math.floor(ports.clock.now().getTime() / 1000) + GOOD_FOR_SECONDS;
      const claim = { incidentNumber: incident.number, contactTag: contactTag(contactId), expiresAt };
      return `${publicUrl}/a/${signLink(claim, await ports.linkKeys.key())}`;
    },
  };
}

export interface LinkPorts {
  incidents: IncidentStore;
  organisation: Organisation;
  linkKeys: LinkKeys;
  clock: Clock;
}

/** What a link stands for. */
export interface FollowedLink {
  /** The incident as it is now. */
  record: IncidentRecord;
  /** Whose link it is. */
  contact: Contact;
  /** Whether a level of the escalation has paged them; false: they were only asked to help. */
  pagedByLevel: boolean;
}

/**
 * Finds what a link stands for.
 *
 * @throws Refusal `not-found` for a link that Muster did not make, `gone` for one that is too old
 */
export async function followLink(token: string, ports: LinkPorts): Promise<FollowedLink> {
  const claim = readLink(token, await ports.linkKeys.key(), Math.floor(ports.clock.now().getTime() / 1000));
  if (claim === 'expired') {
    throw new Refusal(
      'gone',
      'This link is too old. Open the newest page that you got, or ask in your channel.',
    );
  }
  if (claim === 'forged') throw unknownLink();
  const incidentId = await ports.incidents.findByNumber(claim.incidentNumber);
  const record = incidentId ? await ports.incidents.get(incidentId) : undefined;
  if (!record) throw unknownLink();
  const paged = await findPaged(record.id, claim.contactTag, ports.incidents);
  const contact = paged && (await ports.organisation.contacts([paged.contactId])).get(paged.contactId);
  if (!contact) throw unknownLink();
  return { record, contact, pagedByLevel: paged.pagedByLevel };
}

/** The link names its contact by a tag; whoever has a link has been paged, so the notifications know the rest. */
async function findPaged(
  incidentId: string,
  tag: string,
  incidents: IncidentStore,
): Promise<{ contactId: string; pagedByLevel: boolean } | undefined> {
  let contactId: string | undefined;
  for await (const row of everyItem((cursor) => incidents.notifications(incidentId, 100, cursor))) {
    if (contactTag(row.contactId) !== tag) continue;
    contactId ??= row.contactId;
    if (isPageOfLevel(row)) return { contactId, pagedByLevel: true };
  }
  return contactId ? { contactId, pagedByLevel: false } : undefined;
}

/** Not the row of somebody who was passed over, for example because they are away. */
const isPageOfLevel = ({ level, channel }: Notification): boolean => level > 0 && channel !== null;

function unknownLink(): Refusal {
  return new Refusal(
    'not-found',
    'Muster does not know this link. Perhaps it was cut: open it from the message again, whole.',
  );
}
