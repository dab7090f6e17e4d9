import { describe, expect, it } from 'vitest';
import type { Simulation } from '#domain/escalation/schema.ts';
import { configurationApi } from '#test/support/configurationApi.ts';

const AT = '2026-03-02T03:00:00Z';
const UNKNOWN = '01J00000000000000000000000';

async function withPolicy() {
  const api = configurationApi();
  const { ask } = api;
  const people = [];
  for (const [index, name] of ['Ada', 'Ben', 'Cleo'].entries()) {
    people.push((await ask('POST /v1/contacts', { body: { name, phone: `+1202555012${index}` } })).body);
  }
  const members = people.map(({ id }) => id);
  const team = (await ask('POST /v1/teams', { body: { name: 'Platform', members } })).body;
  const policy = (
    await ask('POST /v1/escalation-policies', {
      body: {
        name: 'Night',
        steps: [
          { after: 'PT1M', targets: [{ type: 'team', id: team.id, select: 'round-robin' }] },
          { after: 'PT5M', targets: [{ type: 'contact', id: members[0] }], when: { priorities: ['P1'] } },
        ],
        repeat: 1,
      },
    })
  ).body;
  const simulate = async (body: Record<string, unknown>) => {
    const reply = await ask('POST /v1/escalation-policies/{id}/simulate', {
      params: { id: policy.id },
      body,
    });
    return { reply, pages: (reply.body as unknown as Simulation).pages };
  };
  return { ...api, members, simulate };
}

describe('a simulation by the API', () => {
  it('says who is paged when, in turn, and by which conditions', async () => {
    const { simulate, members } = await withPolicy();
    const shown = async (priority: string) =>
      (await simulate({ at: AT, priority })).pages.map(({ at, level, pass, contactId }) => [
        at.slice(11, 19),
        level,
        pass,
        contactId,
      ]);
    expect(await shown('P1')).toEqual([
      ['03:01:00', 1, 1, members[0]],
      ['03:06:00', 2, 1, members[0]],
      ['03:07:00', 1, 2, members[1]],
      ['03:12:00', 2, 2, members[0]],
    ]);
    expect(await shown('P4')).toEqual([
      ['03:01:00', 1, 1, members[0]],
      ['03:02:00', 1, 2, members[1]],
    ]);
  });

  it('changes nothing: asked again it says the same, and the audit log knows nothing of it', async () => {
    const { simulate, audit } = await withPolicy();
    const before = audit.length;
    const first = await simulate({ at: AT, priority: 'P1' });
    expect(await simulate({ at: AT, priority: 'P1' })).toEqual(first);
    expect(audit).toHaveLength(before);
  });

  it('names the fallback of the service behind the last level', async () => {
    const { ask, simulate, members } = await withPolicy();
    const fallbackTarget = { type: 'contact', id: members[2] };
    const service = (await ask('POST /v1/services', { body: { name: 'Payments', fallbackTarget } })).body;
    const { pages } = await simulate({ at: AT, priority: 'P4', serviceId: service.id });
    expect(pages.at(-1)).toMatchObject({ at: '2026-03-02T03:03:00.000Z', level: 3, contactId: members[2] });
  });

  it('refuses what it does not understand', async () => {
    const { simulate, ask } = await withPolicy();
    const { reply } = await simulate({ at: AT, priority: 'P1', serviceId: `svc_${UNKNOWN}` });
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ path: 'serviceId' }] } });
    expect((await simulate({ at: 'tomorrow', priority: 'P1' })).reply.status).toBe(400);
    expect((await simulate({ at: AT, priority: 'P9' })).reply.status).toBe(400);
    const unknown = await ask('POST /v1/escalation-policies/{id}/simulate', {
      params: { id: `pol_${UNKNOWN}` },
      body: { at: AT, priority: 'P1' },
    });
    expect(unknown.status).toBe(404);
  });
});
