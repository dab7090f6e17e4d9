import type { Api } from '#local/api.ts';

/** The phone of the contact whom `sms-*` alarms page. Nobody has it: the North American plan keeps 555-0100 to 555-0199 free. */
export const PHONE = '+12025550150';

export const LEVELS_BY_EMAIL = 3;
/** Long enough that no timer strikes while something else is measured. */
const NEVER_HERE = 'PT6H';

/**
 * Makes who is paged: alarms named `email-*` page three levels by email, two seconds apart; alarms named `sms-*` one
 * person by SMS.
 */
export async function makeOrganisation(api: Api): Promise<void> {
  const contact = async (body: object) => (await api.send<{ id: string }>('POST', '/v1/contacts', body)).id;
  const level = (after: string, id: string) => ({ after, targets: [{ type: 'contact', id }] });

  const byEmail = [];
  for (let index = 0; index < LEVELS_BY_EMAIL; index += 1) {
    const id = await contact({ name: `Level ${index + 1}`, email: `level-${index + 1}@example.com` });
    byEmail.push(level(index === 0 ? 'PT0S' : 'PT2S', id));
  }
  const phone = await contact({ name: 'Phone', phone: PHONE });
  await makeService(api, 'email', [...byEmail]);
  await makeService(api, 'sms', [level('PT0S', phone), level(NEVER_HERE, phone)]);
}

async function makeService(api: Api, name: string, steps: object[]): Promise<void> {
  const policy = await api.send<{ id: string }>('POST', '/v1/escalation-policies', { name, steps });
  await api.send('POST', '/v1/services', {
    name,
    tier: 'critical',
    escalationPolicyId: policy.id,
    alarmNamePatterns: [`${name}-*`],
  });
}
