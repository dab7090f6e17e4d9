import { isDeepStrictEqual } from 'node:util';
import { channelsOf } from '#domain/contact/channels.ts';
import type { Channel, Contact, TestResult } from '#domain/contact/schema.ts';
import { testPage } from '#domain/contact/testPage.ts';
import type { Actor } from '#domain/incident/schema.ts';
import { invalidField, type Refusal } from '#domain/refusal.ts';
import { contactKind } from '../configuration/kinds.ts';
import { read } from '../configuration/read.ts';
import { update } from '../configuration/update.ts';
import type { Pager } from '../paging/ports.ts';
import type { Log } from '../ports.ts';
import { type EmailPorts, refreshEmail } from './emailConfirmation.ts';

export interface TestPorts extends EmailPorts {
  pager: Pager;
  log: Log;
}

/**
 * Sends a test page to a contact, on each channel, and keeps what came of it. A channel that fails fails no other.
 *
 * @param channels undefined: all that the contact has
 * @throws Refusal `not-found`; `validation-failed` for a channel that the contact has not
 */
export async function testContact(
  { id, channels, actor }: { id: string; channels: Channel[] | undefined; actor: Actor },
  ports: TestPorts,
): Promise<{ at: string; results: TestResult[] }> {
  const contact = await read(contactKind, id, ports.store);
  const present = channelsOf(contact);
  const missing = channels?.find((channel) => !present.includes(channel));
  if (missing) throw withoutChannel(contact.name, missing);

  const results = await Promise.all(
    [...new Set(channels ?? present)].map((channel) => sendTest(channel, contact, actor, ports)),
  );
  const lastTest = { at: ports.clock.now().toISOString(), results };
  const tested = addressesOf(contact);
  await update(
    contactKind,
    {
      id,
      ifMatch: undefined,
      actor,
      derive: ({ body }) =>
        isDeepStrictEqual(addressesOf(body), tested)
          ? { ...body, reachability: { ...body.reachability, lastTest } }
          : body,
    },
    ports,
  );
  return lastTest;
}

/** What a test says nothing about once it has changed. */
const addressesOf = ({ email, phone }: Pick<Contact, 'email' | 'phone'>) => ({ email, phone });

async function sendTest(
  channel: Channel,
  contact: Contact,
  actor: Actor,
  ports: TestPorts,
): Promise<TestResult> {
  try {
    const { messageId } = await ports.pager.send(channel, contact, testPage);
    if (channel === 'email' && !(await isConfirmed(contact, actor, ports))) {
      const reason =
        'Nobody has confirmed this address, so Amazon SNS delivers nothing to it. Open its message "Subscription Confirmation" and confirm, or have it sent again.';
      return { channel, state: 'failed', reason };
    }
    return { channel, state: 'sent', reason: `Amazon SNS took it, as message ${messageId}.` };
  } catch (error) {
    ports.log.error('A test page was not sent.', { contactId: contact.id, channel, error });
    const reason = error instanceof Error ? error.message : 'The channel did not say why.';
    return { channel, state: 'failed', reason };
  }
}

async function isConfirmed(contact: Contact, actor: Actor, ports: TestPorts): Promise<boolean> {
  const { reachability } = await refreshEmail(contact, actor, ports);
  return reachability.email === 'confirmed';
}

function withoutChannel(name: string, channel: Channel): Refusal {
  const message = `${name} has no ${channel === 'sms' ? 'phone' : 'email'}. Leave the channel out, or give the contact one.`;
  return invalidField('channels', message);
}
