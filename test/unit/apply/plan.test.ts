import { describe, expect, it } from 'vitest';
import { execute } from '#apply/changes/execute.ts';
import { readExisting } from '#apply/changes/existing.ts';
import { plan } from '#apply/changes/plan.ts';
import { planLines } from '#apply/changes/report.ts';
import { declare } from '#apply/files/declare.ts';
import { readYaml } from '#apply/files/document.ts';
import type { Contact } from '#domain/contact/schema.ts';
import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';
import type { Service } from '#domain/service/schema.ts';
import { memoryMuster } from '#test/support/memoryMuster.ts';

type Muster = ReturnType<typeof memoryMuster>;

const planOf = async (text: string, { api }: Muster, prune = false) =>
  plan(declare([readYaml('muster.yaml', text)]), await readExisting(api), prune);

let keys = 0;
const newKey = () => {
  keys += 1;
  return `test-${keys}`;
};

/** Applies a text, and answers what it said it would do. */
async function apply(text: string, muster: Muster, prune = false): Promise<string[]> {
  const planned = await planOf(text, muster, prune);
  await execute(planned, muster.api, newKey);
  return planLines(planned, 'platform');
}

const all = async <Thing>({ api }: Muster, path: string): Promise<Thing[]> =>
  (await api.send<{ items: Thing[] }>('GET', `${path}?limit=100`)).items;

const byKey = async <Thing extends { key: string | null }>(muster: Muster, path: string, key: string) =>
  (await all<Thing>(muster, path)).find((thing) => thing.key === key);

const organisation = `
name: platform
contacts:
  ada: { name: Ada, email: ada@example.org, leave: [{ from: 2026-04-01T00:00:00Z, to: 2026-04-08T00:00:00Z, substituteId: ben }] }
  ben: { name: Ben, email: ben@example.org, leave: [{ from: 2026-05-01T00:00:00Z, to: 2026-05-08T00:00:00Z, substituteId: ada }] }
teams:
  core: { name: Core, members: [ada, ben] }
schedules:
  primary:
    name: Primary
    timeZone: Europe/Berlin
    teamId: core
    layers: [{ name: Days, participants: [ada, ben], rotation: { every: P1D, handoff: 09:00, from: 2026-01-05 } }]
escalationPolicies:
  urgent:
    name: Urgent
    steps:
      - { after: PT0S, targets: [{ type: schedule, id: primary }], when: { serviceIds: [shop] } }
      - { after: PT5M, targets: [{ type: team, id: core, select: round-robin }] }
services:
  shop: { name: Shop, escalationPolicyId: urgent, responsePlanId: outage, dependsOn: [payments] }
  payments: { name: Payments, escalationPolicyId: urgent, dependsOn: [shop] }
  default: { name: Everything else, escalationPolicyId: urgent }
responsePlans:
  outage: { name: Outage, match: { serviceIds: [shop, payments] }, escalationPolicyId: urgent }
`;

describe('applying', () => {
  it('makes everything, also what names each other in a circle, and changes nothing the second time', async () => {
    const muster = memoryMuster();
    expect(await apply(organisation, muster)).toEqual([
      '+ contact ada  Ada',
      '+ contact ben  Ben',
      '+ team core  Core',
      '+ schedule primary  Primary',
      '+ service shop  Shop',
      '+ escalation policy urgent  Urgent',
      '+ service payments  Payments',
      '+ response plan outage  Outage',
      '~ service default',
      '    name: Default → Everything else',
      '    description: Takes the incidents that map to no other service. → none',
      '    escalationPolicyId: none → urgent',
    ]);
    const shop = await byKey<Service>(muster, '/v1/services', 'platform/shop');
    const payments = await byKey<Service>(muster, '/v1/services', 'platform/payments');
    expect(shop).toMatchObject({
      dependsOn: [payments?.id],
      escalationPolicyId: expect.stringMatching(/^pol_/),
      responsePlanId: expect.stringMatching(/^pln_/),
    });
    expect(payments?.dependsOn).toEqual([shop?.id]);

    const entries = muster.audit.length;
    muster.written.length = 0;
    const again = await planOf(organisation, muster);
    await execute(again, muster.api, newKey);

    expect(planLines(again, 'platform')).toEqual([]);
    expect(again.unchanged).toBe(9);
    expect(muster.written).toEqual([]);
    expect(muster.audit).toHaveLength(entries);
  });

  it('changes only the fields that differ, and says how', async () => {
    const muster = memoryMuster();
    await apply(organisation, muster);
    muster.written.length = 0;

    const lines = await apply(
      organisation
        .replace('name: Payments,', 'name: Payments, tier: critical,')
        .replace('handoff: 09:00', 'handoff: 08:00')
        .replace('members: [ada, ben]', 'members: [ben, ada]'),
      muster,
    );

    expect(lines).toEqual([
      '~ team core  members: ada, ben → ben, ada',
      '~ schedule primary  layers.0.rotation.handoff: 09:00 → 08:00',
      '~ service payments  tier: medium → critical',
    ]);
    expect(muster.written.map(({ method, body }) => [method, Object.keys(body ?? {})])).toEqual([
      ['PATCH', ['members']],
      ['PATCH', ['layers']],
      ['PATCH', ['tier']],
    ]);
  });

  it('gives a field its default back when the file no longer names it, except what people keep for themselves', async () => {
    const muster = memoryMuster();
    await apply(
      'name: platform\ncontacts:\n  ada: { name: Ada, email: ada@example.org, phone: "+12025550101" }\n',
      muster,
    );
    const ada = await byKey<Contact>(muster, '/v1/contacts', 'platform/ada');
    const leave = [{ from: '2026-04-01T00:00:00.000Z', to: '2026-04-08T00:00:00.000Z', substituteId: null }];
    await muster.api.send('PATCH', `/v1/contacts/${ada?.id}`, { leave });

    expect(
      await apply('name: platform\ncontacts:\n  ada: { name: Ada, email: ada@example.org }\n', muster),
    ).toEqual(['~ contact ada  phone: +12025550101 → none']);
    expect(await byKey<Contact>(muster, '/v1/contacts', 'platform/ada')).toMatchObject({
      phone: null,
      leave,
    });
  });

  it('never touches what has no key of the set', async () => {
    const muster = memoryMuster();
    await muster.api.send('POST', '/v1/services', { name: 'By hand' });
    await muster.api.send('POST', '/v1/services', { name: 'Of others', key: 'platform-2/shop' });
    await muster.api.send('POST', '/v1/services', { name: 'Without a set', key: 'platform' });
    const before = await all<Service>(muster, '/v1/services');

    await apply('name: platform\nservices:\n', muster, true);

    expect(await all<Service>(muster, '/v1/services')).toEqual(before);
  });

  it('keeps what the files no longer declare, and with --prune deletes it, circles and all', async () => {
    const muster = memoryMuster();
    await apply(organisation, muster);
    const rest = `name: platform
contacts:
  ada: { name: Ada, email: ada@example.org, leave: [] }
services:
  default: { name: Everything else }
`;

    expect(await apply(rest, muster)).toContain(
      '  schedule primary is kept, though no longer in the files (--prune deletes it)',
    );
    expect(await apply(rest, muster, true)).toEqual([
      '- response plan outage',
      '- service payments',
      '- escalation policy urgent',
      '- service shop',
      '- schedule primary',
      '- team core',
      '- contact ben',
    ]);
    expect((await all<Service>(muster, '/v1/services')).map(({ id }) => id)).toEqual([DEFAULT_SERVICE_ID]);
    expect(await all(muster, '/v1/response-plans')).toEqual([]);
    expect((await all<Contact>(muster, '/v1/contacts')).map(({ name }) => name)).toEqual(['Ada']);
  });

  it('never deletes the default service', async () => {
    const muster = memoryMuster();
    await apply('name: platform\nservices:\n  default: { name: Rest }\n', muster);
    await muster.api.send('PATCH', `/v1/services/${DEFAULT_SERVICE_ID}`, { key: 'platform/rest' });

    expect(await apply('name: platform\n', muster, true)).toEqual([]);
    expect(await all<Service>(muster, '/v1/services')).toHaveLength(1);
  });

  it('names things of another set by its name', async () => {
    const muster = memoryMuster();
    await apply('name: people\ncontacts:\n  ada: { name: Ada, email: ada@example.org }\n', muster);
    const text = 'name: platform\nteams:\n  core: { name: Core, members: [people/ada] }\n';

    await apply(text, muster);

    expect(await apply(text, muster)).toEqual([]);
  });
});

describe('an apply that does not go through', () => {
  const refused = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => undefined,
      (caught: Error) => caught,
    );
    return error?.message ?? 'It went through.';
  };

  it('changes nothing where the files name what is nowhere', async () => {
    const muster = memoryMuster();
    const text = `name: platform
teams:
  core:
    name: Core
    members: [people/ada, ctc_01J00000000000000000000000]
`;
    expect((await refused(apply(text, muster))).split('\n')).toEqual([
      'muster.yaml:5:15 teams.core.members.0: There is no contact "people/ada".',
      'muster.yaml:5:27 teams.core.members.1: There is no contact "ctc_01J00000000000000000000000".',
    ]);
    expect(muster.written).toEqual([]);
  });

  it('stops at the first refusal, says where and what was done, and goes on the next time', async () => {
    const muster = memoryMuster();
    muster.hooks.beforeWrite = async ({ path }) => {
      if (path !== '/v1/teams') return;
      muster.hooks.beforeWrite = async () => undefined;
      const contacts = await all<Contact>(muster, '/v1/contacts');
      for (const { id } of contacts) await muster.api.send('PATCH', `/v1/contacts/${id}`, { leave: [] });
      for (const { id } of contacts) await muster.api.send('DELETE', `/v1/contacts/${id}`);
    };

    expect(await refused(apply(organisation, muster))).toMatch(
      /^muster\.yaml:7:33 teams\.core\.members\.0: There is no contact ctc_\w+\.\nStopped at this first error\. Done by then: 2 created, 0 changed, 0 deleted\. Mend it and run this again: it goes on from there\.$/,
    );
    expect(await all(muster, '/v1/teams')).toEqual([]);

    await apply(organisation, muster);
    expect(await apply(organisation, muster)).toEqual([]);
  });

  it('was cut off after any of its writes, and the next one completes it', async () => {
    const whole = memoryMuster();
    await apply(organisation, whole);
    for (let last = 0; last < whole.written.length; last += 1) {
      const muster = memoryMuster();
      muster.hooks.beforeWrite = async () => {
        if (muster.written.length === last) throw new Error('The machine went off.');
      };
      expect(await refused(apply(organisation, muster))).toBe('The machine went off.');
      muster.hooks.beforeWrite = async () => undefined;

      await apply(organisation, muster);

      expect(await apply(organisation, muster)).toEqual([]);
      expect(await all(muster, '/v1/services')).toHaveLength(3);
    }
  });

  it('does not overwrite what somebody changed in the meantime', async () => {
    const muster = memoryMuster();
    await apply(organisation, muster);
    const shop = await byKey<Service>(muster, '/v1/services', 'platform/shop');
    const planned = await planOf(organisation.replace('name: Shop,', 'name: Shop, tier: low,'), muster);
    await muster.api.send('PATCH', `/v1/services/${shop?.id}`, { tier: 'critical' });

    expect(await refused(execute(planned, muster.api, newKey))).toMatch(
      /^muster\.yaml:21:3 services\.shop: Somebody has changed this service since it was read\. Nothing of theirs was overwritten\.\n/,
    );
    expect(await byKey<Service>(muster, '/v1/services', 'platform/shop')).toMatchObject({ tier: 'critical' });
  });

  it('does not delete what somebody changed in the meantime, or what others use', async () => {
    const muster = memoryMuster();
    await apply('name: platform\nservices:\n  shop: { name: Shop }\n  cafe: { name: Cafe }\n', muster);
    const shop = await byKey<Service>(muster, '/v1/services', 'platform/shop');
    const planned = await planOf('name: platform\nservices:\n  cafe: { name: Cafe }\n', muster, true);
    await muster.api.send('PATCH', `/v1/services/${shop?.id}`, { tier: 'critical' });

    expect(await refused(execute(planned, muster.api, newKey))).toMatch(
      /^service platform\/shop: The service has changed since you read it\./,
    );
    await muster.api.send('POST', '/v1/services', { name: 'By hand', dependsOn: [shop?.id] });
    expect(await refused(apply('name: platform\nservices:\n  cafe: { name: Cafe }\n', muster, true))).toMatch(
      /^service platform\/shop: The service is used by service "By hand"\./,
    );
  });
});
