import type * as z from 'zod';
import type { contactInput } from '#domain/contact/schema.ts';
import type { escalationPolicyInput } from '#domain/escalation/schema.ts';
import type { Service, serviceInput } from '#domain/service/schema.ts';
import { type Api, connectApi } from './api.ts';
import { Failure } from './failure.ts';

type ContactRequest = z.input<typeof contactInput>;
type PolicyRequest = z.input<typeof escalationPolicyInput>;
type ServiceRequest = z.input<typeof serviceInput>;

// RFC 2606 reserves example.com, and the North American plan the numbers 555-0100 to 555-0199: nobody has them.
const FIRST: ContactRequest = {
  name: 'Ada Okafor',
  email: 'ada@example.com',
  phone: '+12025550101',
  timeZone: 'Europe/Berlin',
};
const SECOND: ContactRequest = {
  name: 'Grace Lindqvist',
  email: 'grace@example.com',
  phone: '+12025550102',
  timeZone: 'Europe/Stockholm',
};
const LEAD: ContactRequest = {
  name: 'Miriam Castellanos',
  email: 'miriam@example.com',
  phone: '+12025550103',
  timeZone: 'America/New_York',
};

/**
 * Seeds a small organisation: three people, a policy that pages them one after the other, three services. What is
 * there already is left as it is, and once all of it was there nothing that was deleted since comes back.
 *
 * @param apiUrl of Muster, without a slash at its end
 * @param key with the scope `manage`
 * @throws Failure when Muster refuses something
 */
export async function seedDemo(apiUrl: string, key: string): Promise<void> {
  const api = connectApi(apiUrl, key);
  const services = await list<Service>(api, '/v1/services');
  const defaultService = services.find((service) => service.isDefault);
  if (!defaultService) throw new Failure('Muster has no default service to seed the demo organisation into.');
  // Giving it a policy is the last step, so a seeding that was interrupted is taken up again.
  if (defaultService.escalationPolicyId !== null) return;

  const first = await ensure<ContactRequest>(api, '/v1/contacts', FIRST);
  const second = await ensure<ContactRequest>(api, '/v1/contacts', SECOND);
  const lead = await ensure<ContactRequest>(api, '/v1/contacts', LEAD);
  const policyId = await ensure<PolicyRequest>(api, '/v1/escalation-policies', {
    name: 'Follow the sun',
    steps: [
      { after: 'PT0S', targets: [{ type: 'contact', id: first }] },
      { after: 'PT2M', targets: [{ type: 'contact', id: second }] },
    ],
    repeat: 1,
    acknowledgementTimeout: 'PT30M',
  });
  const paged = { escalationPolicyId: policyId, fallbackTarget: { type: 'contact', id: lead } } as const;
  await ensure<ServiceRequest>(api, '/v1/services', {
    name: 'Payments',
    description: 'Takes the money: cards, invoices, refunds.',
    tier: 'critical',
    alarmNamePatterns: ['payments-*'],
    ...paged,
  });
  await ensure<ServiceRequest>(api, '/v1/services', {
    name: 'Web shop',
    description: 'What customers see.',
    tier: 'high',
    alarmNamePatterns: ['shop-*', 'checkout-*'],
    ...paged,
  });
  await ensure<ServiceRequest>(api, '/v1/services', {
    name: 'Reporting',
    description: 'Figures of the day before, for the morning.',
    tier: 'low',
    alarmNamePatterns: ['reporting-*'],
    ...paged,
  });
  await api.send('PATCH', `/v1/services/${defaultService.id}`, paged);
}

/** @returns the id of what has this name, made where there is none */
async function ensure<Request extends { name: string }>(
  api: Api,
  path: string,
  request: Request,
): Promise<string> {
  const existing = (await list<{ id: string; name: string }>(api, path)).find(
    ({ name }) => name === request.name,
  );
  return existing?.id ?? (await api.send<{ id: string }>('POST', path, request)).id;
}

async function list<Item>(api: Api, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: '100', ...(cursor === null ? {} : { cursor }) });
    const page: { items: Item[]; nextCursor: string | null } = await api.send('GET', `${path}?${query}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}
