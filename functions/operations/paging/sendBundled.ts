import type { Channel, Contact } from '#domain/contact/schema.ts';
import { bundleText } from '#domain/notification/bundle.ts';
import type { PageContent } from '#domain/notification/page.ts';
import { serviceName } from '../incident/serviceName.ts';
import type { IncidentStore, Organisation } from '../incident/store.ts';
import type { Clock } from '../ports.ts';
import type { BundleKey, BundleMember, Bundles, SentBundle } from './bundles.ts';
import type { Links, Pager } from './ports.ts';

export interface BundlingPorts {
  incidents: IncidentStore;
  organisation: Pick<Organisation, 'service'>;
  bundles: Bundles;
  pager: Pager;
  links: Links;
  clock: Clock;
}

/** How long others are waited for whose clocks strike at the same moment. A page stays within its 2 s. */
const COLLECT_MS = 700;
const LOOK_EVERY_MS = 100;
/** Shorter than SNS is given to answer it may not be, or the message could follow an acknowledgement. */
const MARGIN_MS = 2_200;

/** A page that is ready, and its own text. */
export interface BundledPage {
  incidentId: string;
  contact: Contact;
  channel: Channel;
  dueAt: string;
  content: PageContent;
}

/**
 * Sends a page in one message with the others of the same person and moment.
 *
 * Every incident says that it is ready while it holds its own round, and one of them sends for all that do: so a
 * message names only incidents of which no acknowledgement has been answered. Who does not find itself in the
 * message sends its own.
 *
 * @param until when the round of this incident ends
 * @returns the message's id, and how many others it names
 * @throws Error where the channel refuses, or the time is too short: the caller tries again
 */
export async function sendBundled(
  page: BundledPage,
  until: string,
  ports: BundlingPorts,
): Promise<{ messageId: string; others: number }> {
  const { incidentId, contact, channel, dueAt } = page;
  const { bundles, clock } = ports;
  const key: BundleKey = { contactId: contact.id, channel, dueAt };
  await bundles.join(key, { incidentId, until });
  await clock.sleep(COLLECT_MS);
  while (Date.parse(until) - clock.now().getTime() > MARGIN_MS) {
    const sent = await bundles.sent(key);
    if (sent?.incidentIds.includes(incidentId)) return answer(sent);
    if (sent) return { messageId: await send([page.content], page, ports), others: 0 };
    if (await bundles.take(key, { incidentId, until }, clock.now())) {
      return sendForAll(page, key, until, ports);
    }
    await clock.sleep(LOOK_EVERY_MS);
  }
  throw tooLate();
}

async function sendForAll(
  page: BundledPage,
  key: BundleKey,
  until: string,
  ports: BundlingPorts,
): Promise<{ messageId: string; others: number }> {
  const members = (await ports.bundles.members(key)).filter((one) => one.incidentId !== page.incidentId);
  const others = await Promise.all(members.map((member) => contentOf(member, page, ports)));
  // Looked at last: nothing that can take long may come between the look and the sending.
  const holding = new Date(ports.clock.now().getTime() + MARGIN_MS).toISOString();
  if (until <= holding) throw tooLate();
  const found = others.filter((one) => one !== undefined).filter((one) => one.until > holding);
  const messageId = await send([page.content, ...found.map(({ content }) => content)], page, ports);
  const sent = { messageId, incidentIds: [page.incidentId, ...found.map(({ incidentId }) => incidentId)] };
  await ports.bundles.close(key, sent);
  return answer(sent);
}

const tooLate = () => new Error('The message for several incidents did not go out in time.');

async function contentOf(
  { incidentId, until }: BundleMember,
  { contact, content }: BundledPage,
  { incidents, organisation, links }: BundlingPorts,
): Promise<(BundleMember & { content: PageContent }) | undefined> {
  const incident = await incidents.get(incidentId);
  if (!incident) return undefined;
  const [name, link] = await Promise.all([
    serviceName(incident.serviceId, organisation),
    links.acknowledge(incident, contact.id),
  ]);
  return {
    incidentId,
    until,
    content: { incident, serviceName: name, link, reason: content.reason, help: null },
  };
}

async function send(
  contents: [PageContent, ...PageContent[]],
  { channel, contact }: BundledPage,
  { pager }: BundlingPorts,
): Promise<string> {
  const { subject, sms, email } = bundleText(contents);
  const { messageId } = await pager.send(channel, contact, {
    subject,
    text: channel === 'sms' ? sms : email,
  });
  return messageId;
}

const answer = ({ messageId, incidentIds }: SentBundle) => ({ messageId, others: incidentIds.length - 1 });
