import { contactTag, readLink, signLink } from '#domain/acknowledgement/token.ts';
import type { Contact } from '#domain/contact/schema.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { Refusal } from '#domain/refusal.ts';
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

/**
 * Finds what a link stands for.
 *
 * @returns the incident as it is now, and the contact whose link it is
 * @throws Refusal `not-found` for a link that Muster did not make, `gone` for one that is too old
 */
export async function followLink(
  token: string,
  ports: LinkPorts,
): Promise<{ record: IncidentRecord; contact: Contact }> {
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
  const contactId = await pagedContact(record.id, claim.contactTag, ports.incidents);
  const contact = contactId ? (await ports.organisation.contacts([contactId])).get(contactId) : undefined;
  if (!contact) throw unknownLink();
  return { record, contact };
}

/** The link names its contact by a tag; whoever has a link has been paged, so the notifications know the rest. */
async function pagedContact(
  incidentId: string,
  tag: string,
  incidents: IncidentStore,
): Promise<string | undefined> {
  let cursor: string | undefined;
  do {
    const page = await incidents.notifications(incidentId, 100, cursor);
    const found = page.items.find((row) => contactTag(row.contactId) === tag);
    if (found) return found.contactId;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return undefined;
}

function unknownLink(): Refusal {
  return new Refusal(
    'not-found',
    'Muster does not know this link. Perhaps it was cut: open it from the message again, whole.',
  );
}
