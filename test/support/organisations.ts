import { randomInt, randomUUID } from 'node:crypto';
import type { Contact } from '#domain/contact/schema.ts';
import type { EscalationPolicy } from '#domain/escalation/schema.ts';
import type { Service } from '#domain/service/schema.ts';
import { must } from './musterApi.ts';

/** A word that no other test uses. */
export const unique = (word: string) => `${word}-${randomUUID().slice(0, 8)}`;

/** Somebody with a number and, unless told otherwise, a mailbox, both their own. */
export function newContact(changes: Record<string, unknown> = {}): Promise<Contact> {
  const name = unique('contact');
  return must<Contact>('POST', '/v1/contacts', {
    name,
    email: `${name}@example.com`,
    phone: `+1202555${randomInt(1_000_000, 9_999_999)}`,
    ...changes,
  });
}

/**
 * A policy with one contact a level.
 *
 * @param levels the time after the level before, and whom it pages
 */
export function newPolicy(
  levels: [string, Contact][],
  changes: Record<string, unknown> = {},
): Promise<EscalationPolicy> {
  return must<EscalationPolicy>('POST', '/v1/escalation-policies', {
    name: unique('policy'),
    steps: levels.map(([after, contact]) => ({ after, targets: [{ type: 'contact', id: contact.id }] })),
    ...changes,
  });
}

export function newService(changes: Record<string, unknown> = {}): Promise<Service> {
  return must<Service>('POST', '/v1/services', { name: unique('service'), ...changes });
}

/** A service whose incidents page one contact at once and nobody else for an hour. */
export async function staffedService(
  changes: Record<string, unknown> = {},
): Promise<{ service: Service; contact: Contact }> {
  const contact = await newContact();
  const policy = await newPolicy([
    ['PT0S', contact],
    ['PT1H', contact],
  ]);
  return { contact, service: await newService({ escalationPolicyId: policy.id, ...changes }) };
}
