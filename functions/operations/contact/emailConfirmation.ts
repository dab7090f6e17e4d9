import type { Contact } from '#domain/contact/schema.ts';
import { Refusal } from '#domain/refusal.ts';
import { contactKind } from '../configuration/kinds.ts';
import type { ConfigurationPorts } from '../configuration/ports.ts';
import { read } from '../configuration/read.ts';
import type { Log } from '../ports.ts';
import type { ContactTopics } from './contactTopics.ts';
import { noteReachability } from './noteReachability.ts';

export interface EmailPorts extends ConfigurationPorts {
  topics: ContactTopics;
}

/**
 * Asks SNS whether a contact's address is confirmed, and keeps what it says. Does nothing without an email.
 *
 * @throws whatever SNS failed with
 */
export async function refreshEmail(contact: Contact, ports: EmailPorts): Promise<Contact> {
  const { email, emailTopicArn } = contact;
  if (email === null || emailTopicArn === null) return contact;
  const state = (await ports.topics.isConfirmed(emailTopicArn, email)) ? 'confirmed' : 'pending';
  if (state === contact.reachability.email) return contact;
  return (await noteReachability(contact, { email: state }, ports)).contact;
}

/**
 * Reads a contact. While its address waits to be confirmed, SNS is asked first; where it does not answer, what was
 * known last is the answer.
 *
 * @throws Refusal `not-found`
 */
export async function readContact(id: string, ports: EmailPorts & { log: Log }): Promise<Contact> {
  const contact = await read(contactKind, id, ports.store);
  if (contact.reachability.email !== 'pending') return contact;
  try {
    return await refreshEmail(contact, ports);
  } catch (error) {
    ports.log.error('SNS did not say whether an address is confirmed. The next look asks again.', {
      contactId: id,
      error,
    });
    return await read(contactKind, id, ports.store);
  }
}

/**
 * Chases a contact's confirmation: SNS sends its message again. Where the address is confirmed, it sends none.
 *
 * @returns the address and what is known of it afterwards
 * @throws Refusal `not-found`; `validation-failed` without an email; `unavailable` where SNS did not answer
 */
export async function sendEmailConfirmation(
  id: string,
  ports: EmailPorts,
): Promise<{ email: string; state: 'pending' | 'confirmed' }> {
  const contact = await read(contactKind, id, ports.store);
  const { email } = contact;
  if (email === null) throw withoutEmail();
  try {
    await ports.topics.ensure(id, email);
    const { reachability } = await refreshEmail(contact, ports);
    return { email, state: reachability.email ?? 'pending' };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      'unavailable',
      'SNS did not answer, so no message may have been sent. Try again in a moment.',
      {},
      { cause: error },
    );
  }
}

function withoutEmail(): Refusal {
  const message = 'The contact has no email. Give it one; SNS then asks to confirm it.';
  return new Refusal('validation-failed', message, { errors: [{ path: 'email', message }] });
}
