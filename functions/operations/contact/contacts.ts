import { type Contact, type ContactInput, contactInput, type Reachability } from '#domain/contact/schema.ts';
import { sameUlid } from '#domain/ids.ts';
import type { Actor } from '#domain/incident/schema.ts';
import { Refusal } from '#domain/refusal.ts';
import { create } from '../configuration/create.ts';
import { contactKind } from '../configuration/kinds.ts';
import { merge, type Patch } from '../configuration/merge.ts';
import type { ConfigurationPorts } from '../configuration/ports.ts';
import { remove } from '../configuration/remove.ts';
import type { Bodies } from '../configuration/store.ts';
import { update } from '../configuration/update.ts';
import type { Log } from '../ports.ts';
import { requireNoOverride } from '../schedule/namedInOverride.ts';
import type { OverrideStore } from '../schedule/store.ts';
import type { ContactTopics } from './contactTopics.ts';

export interface ContactPorts extends ConfigurationPorts {
  topics: ContactTopics;
  log: Log;
}

/**
 * Creates a contact, its email topic first: a record never names a topic that does not exist. Safe to repeat with the
 * same `creationId`.
 *
 * @throws Refusal `unavailable` where SNS did not answer; nothing is saved then
 */
export async function createContact(
  { input, creationId, actor }: { input: ContactInput; creationId: string; actor: Actor },
  ports: ContactPorts,
): Promise<Contact> {
  const body = await withTopic(sameUlid(contactKind.prefix, creationId), input, unknownReach, ports.topics);
  const { thing } = await create(contactKind, { body, creationId, actor }, ports);
  return thing;
}

interface ContactChange {
  id: string;
  ifMatch: string | undefined;
  actor: Actor;
}

/**
 * Replaces a contact. The new address is subscribed before the record names it, and the old one unsubscribed after:
 * between the two both get pages, never none.
 *
 * @throws Refusal `not-found`, `conflict`, or `unavailable` where SNS did not answer
 */
export async function replaceContact(
  { input, ...change }: ContactChange & { input: ContactInput },
  ports: ContactPorts,
): Promise<Contact> {
  return await updateContact(change, () => input, ports);
}

/** Changes the given fields of a contact, in the same way as `replaceContact`. */
export async function changeContact(
  { patch, ...change }: ContactChange & { patch: Patch<ContactInput> },
  ports: ContactPorts,
): Promise<Contact> {
  return await updateContact(change, (present) => merge(contactInput, present, patch), ports);
}

async function updateContact(
  change: ContactChange,
  decide: (present: ContactInput) => ContactInput,
  ports: ContactPorts,
): Promise<Contact> {
  const { thing, before, after } = await update(
    contactKind,
    {
      ...change,
      derive: async ({ id, body: { emailTopicArn: _emailTopicArn, reachability, ...present } }) => {
        const input = decide(present);
        return await withTopic(id, input, keptReach(reachability, present, input), ports.topics);
      },
    },
    ports,
  );
  await tidyTopic(before.body, after.body, ports);
  return thing;
}

/**
 * Deletes a contact that nothing names, then its topic.
 *
 * @throws Refusal `not-found`, `conflict` or `in-use`
 */
export async function removeContact(
  change: ContactChange,
  ports: ContactPorts & { overrides: OverrideStore },
): Promise<void> {
  await requireNoOverride(change.id, ports);
  const { body } = await remove(contactKind, change, ports);
  await tidyTopic(body, { email: null, emailTopicArn: null }, ports);
}

/** What is known of a contact of whom nothing is known. */
const unknownReach: Reachability = { email: null, phone: null, lastTest: null };

/** What stays known when a contact changes: nothing of an address or a number that is another one. */
function keptReach(known: Reachability, before: ContactInput, after: ContactInput): Reachability {
  return {
    email: before.email === after.email ? known.email : null,
    phone: before.phone === after.phone ? known.phone : null,
    lastTest: before.email === after.email && before.phone === after.phone ? known.lastTest : null,
  };
}

async function withTopic(
  id: string,
  input: ContactInput,
  known: Reachability,
  topics: ContactTopics,
): Promise<Bodies['contact']> {
  const phone = input.phone === null ? null : (known.phone ?? 'unverified');
  if (input.email === null) {
    return { ...input, emailTopicArn: null, reachability: { ...known, email: null, phone } };
  }
  try {
    const emailTopicArn = await topics.ensure(id, input.email);
    return { ...input, emailTopicArn, reachability: { ...known, email: known.email ?? 'pending', phone } };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      'unavailable',
      "The contact's email topic could not be made, because SNS did not do it. Nothing was saved; try again in a moment.",
      {},
      { cause: error },
    );
  }
}

type Address = Pick<Bodies['contact'], 'email' | 'emailTopicArn'>;

/**
 * Takes away what the record no longer names. It is saved by now, and pages go where it says; so a failure leaves at
 * most an old address that hears too much, and is reported rather than answered.
 */
async function tidyTopic(before: Address, after: Address, { topics, log }: ContactPorts): Promise<void> {
  try {
    if (after.email !== null && after.emailTopicArn !== null) {
      await topics.keepOnly(after.emailTopicArn, after.email);
    } else if (before.emailTopicArn !== null) {
      await topics.remove(before.emailTopicArn);
    }
  } catch (error) {
    log.error('An email topic still has an address that its contact no longer has. Save the contact again.', {
      topicArn: before.emailTopicArn ?? after.emailTopicArn,
      error,
    });
  }
}
