import { channelsOf } from '#domain/contact/channels.ts';
import type { Channel, Contact, TestResult } from '#domain/contact/schema.ts';
import { testPage } from '#domain/contact/testPage.ts';
import { invalidField, type Refusal } from '#domain/refusal.ts';
import { contactKind } from '../configuration/kinds.ts';
import { read } from '../configuration/read.ts';
import type { Pager } from '../paging/ports.ts';
import type { Log } from '../ports.ts';
import { type EmailPorts, refreshEmail } from './emailConfirmation.ts';
import { noteReachability } from './noteReachability.ts';

export interface TestPorts extends EmailPorts {
  pager: Pager;
  log: Log;
}

/**
 * Sends a test page to a contact, on each channel, and keeps what came of it, beside what came of an earlier test on
 * other channels. A channel that fails fails no other.
 *
 * @param channels undefined: all that the contact has
 * @throws Refusal `not-found`; `validation-failed` for a channel that the contact has not
 */
export async function testContact(
  { id, channels }: { id: string; channels: Channel[] | undefined },
  ports: TestPorts,
): Promise<{ at: string; results: TestResult[] }> {
  const contact = await read(contactKind, id, ports.store);
  const present = channelsOf(contact);
  const missing = channels?.find((channel) => !present.includes(channel));
  if (missing) throw withoutChannel(contact.name, missing);

  const results = await Promise.all(
    [...new Set(channels ?? present)].map((channel) => sendTest(channel, contact, ports)),
  );
  const at = ports.clock.now().toISOString();
  const others =
    contact.reachability.lastTest?.results.filter((one) => !isTested(one.channel, results)) ?? [];
  await noteReachability(contact, { lastTest: { at, results: [...others, ...results] } }, ports);
  return { at, results };
}

const isTested = (channel: Channel, results: TestResult[]): boolean =>
  results.some((one) => one.channel === channel);

async function sendTest(channel: Channel, contact: Contact, ports: TestPorts): Promise<TestResult> {
  try {
    const { messageId } = await ports.pager.send(channel, contact, testPage);
    if (channel === 'email' && !(await isConfirmed(contact, ports))) {
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

async function isConfirmed(contact: Contact, ports: TestPorts): Promise<boolean> {
  const { reachability } = await refreshEmail(contact, ports);
  return reachability.email === 'confirmed';
}

function withoutChannel(name: string, channel: Channel): Refusal {
  const message = `${name} has no ${channel === 'sms' ? 'phone' : 'email'}. Leave the channel out, or give the contact one.`;
  return invalidField('channels', message);
}
