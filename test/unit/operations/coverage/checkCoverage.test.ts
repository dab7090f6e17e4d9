import { describe, expect, it } from 'vitest';
import { checkCoverage } from '#operations/coverage/checkCoverage.ts';
import { coverageWorld } from '#test/support/coverage.ts';

const DAY = 24 * 3600_000;
const NONE = { findings: 0, told: 0, failed: 0, unowned: [] };

/** A team of two, of whom Ada is on call alone, with a phone that nobody has verified. */
async function teamOfTwo() {
  const world = coverageWorld();
  const ada = await world.person('Ada');
  const ben = await world.person('Ben', { email: null });
  const team = await world.team('Platform', [ada, ben]);
  const schedule = await world.schedule('Payments', [ada], { teamId: team.id });
  return { ...world, ada, ben, team, schedule };
}

describe('the daily look at coverage', () => {
  it('tells each member of the owning team once, by email or else by SMS', async () => {
    const { ports, pager, ada, ben } = await teamOfTwo();
    expect(await checkCoverage(ports)).toEqual({ findings: 1, told: 2, failed: 0, unowned: [] });
    expect(pager.sent).toEqual([
      {
        channel: 'email',
        contactId: ada.id,
        subject: 'Muster: 1 thing to mend before an incident comes',
        text: expect.stringContaining('The phone of Ada is not verified.'),
      },
      {
        channel: 'sms',
        contactId: ben.id,
        subject: expect.any(String),
        text: expect.stringContaining('Platform'),
      },
    ]);
  });

  it('tells nobody twice on a day, however often and at once it runs, and all again on the next', async () => {
    const { ports, pager, pass } = await teamOfTwo();
    await Promise.all([checkCoverage(ports), checkCoverage(ports)]);
    expect(pager.sent).toHaveLength(2);
    pass(20 * 3600_000);
    expect(await checkCoverage(ports)).toMatchObject({ findings: 1, told: 0 });
    pass(4 * 3600_000);
    expect(await checkCoverage(ports)).toMatchObject({ findings: 1, told: 2 });
  });

  it('goes on where it was killed half way: who was not told is, and nobody else', async () => {
    const { ports, pager, ada, ben, pass } = await teamOfTwo();
    const killed = {
      ...ports,
      pager: {
        send: async (...given: Parameters<typeof ports.pager.send>) => {
          if (pager.sent.length === 1) throw new KilledError();
          return await ports.pager.send(...given);
        },
      },
      log: {
        ...ports.log,
        error: (_message: string, facts?: Record<string, unknown>) => {
          if (facts?.error instanceof KilledError) throw facts.error;
        },
      },
    };
    await expect(checkCoverage(killed)).rejects.toThrow(KilledError);
    pass(60_000);
    expect(await checkCoverage(ports)).toMatchObject({ told: 1 });
    expect(pager.sent.map(({ contactId }) => contactId)).toEqual([ada.id, ben.id]);
  });

  it('tells of everything in one message', async () => {
    const { ports, pager, ask, ada, schedule } = await teamOfTwo();
    await ask('POST /v1/schedules/{id}/overrides', {
      params: { id: schedule.id },
      body: {
        action: 'remove',
        contactId: ada.id,
        from: '2026-03-02T00:00:00Z',
        to: '2026-03-02T01:00:00Z',
      },
    });
    expect(await checkCoverage(ports)).toMatchObject({ findings: 2, told: 2 });
    expect(pager.sent[0]?.text).toContain(
      'nobody is on call on Payments from Mon 2 Mar 2026 00:00 UTC to Mon 2 Mar 2026 01:00 UTC',
    );
    expect(pager.sent[0]?.text).toContain('The phone of Ada is not verified.');
  });

  it('tells the owners of a plan that it is stale, until an incident has run it', async () => {
    const { ports, pager, ask, pass, ...world } = coverageWorld();
    const ada = await world.person('Ada');
    const teamId = (await world.team('Platform', [ada])).id;
    const plan = (await ask('POST /v1/response-plans', { body: { name: 'Payments down', teamId } })).body;
    expect(await checkCoverage(ports)).toEqual(NONE);
    pass(180 * DAY);
    expect(await checkCoverage(ports)).toMatchObject({ findings: 1, told: 1 });
    expect(pager.sent.at(-1)).toMatchObject({
      contactId: ada.id,
      text: expect.stringContaining('The response plan Payments down is stale. No incident has run it'),
    });
    await ports.exercises.note(plan.id, ports.clock.now().toISOString());
    pass(DAY);
    expect(await checkCoverage(ports)).toEqual(NONE);
  });

  it('tells nobody where nothing is lacking', async () => {
    const world = coverageWorld();
    const ada = await world.person('Ada');
    await world.ask('POST /v1/contacts/{id}/phone-verification', { params: { id: ada.id } });
    const code = /\d{6}/.exec(world.pager.sent[0]?.text ?? '')?.[0];
    await world.ask('POST /v1/contacts/{id}/phone-verification/confirm', {
      params: { id: ada.id },
      body: { code },
    });
    await world.schedule('Payments', [ada], { teamId: (await world.team('Platform', [ada])).id });
    expect(await checkCoverage(world.ports)).toEqual(NONE);
    expect(world.pager.sent).toHaveLength(1);
  });

  it('answers and reports what no team owns, and tells nobody', async () => {
    const { ports, pager, reports, ...world } = coverageWorld();
    await world.schedule('Payments', [await world.person('Ada')]);
    const { unowned, ...counts } = await checkCoverage(ports);
    expect(counts).toEqual({ findings: 1, told: 0, failed: 0 });
    expect(unowned).toMatchObject([{ kind: 'unreachable', subject: 'Ada', ownerTeamId: null }]);
    expect(pager.sent).toEqual([]);
    expect(reports).toEqual([expect.stringContaining('Give the schedules and plans a team')]);
  });

  it('asks SNS about emails first: those that wait, and those of people on call', async () => {
    const { ports, topics, ask, ada, ...world } = await teamOfTwo();
    const idle = await world.person('Idle');
    const emailOf = async (id: string) =>
      (await ports.store.get('contact', id))?.body.reachability.email ?? null;
    expect([await emailOf(ada.id), await emailOf(idle.id)]).toEqual(['pending', 'pending']);
    await checkCoverage(ports);
    expect([await emailOf(ada.id), await emailOf(idle.id)]).toEqual(['confirmed', 'confirmed']);

    topics.confirmed.clear();
    expect(await checkCoverage(ports)).toMatchObject({ findings: 2 });
    expect([await emailOf(ada.id), await emailOf(idle.id)]).toEqual(['pending', 'confirmed']);
  });

  it('takes what was known last where SNS does not answer', async () => {
    const { ports, topics } = await teamOfTwo();
    topics.failing.add('isConfirmed');
    expect(await checkCoverage(ports)).toMatchObject({ findings: 2, told: 2 });
  });

  it('counts who could not be told, and tries again on the same day', async () => {
    const { ports, pager } = await teamOfTwo();
    pager.failing.add('sms');
    expect(await checkCoverage(ports)).toMatchObject({ told: 1, failed: 1 });
    pager.failing.clear();
    expect(await checkCoverage(ports)).toMatchObject({ told: 1, failed: 0 });
  });

  it('finds nothing in an organisation without schedules', async () => {
    const { ports, pass } = coverageWorld();
    expect(await checkCoverage(ports)).toEqual(NONE);
    pass(DAY);
    expect(await checkCoverage(ports)).toEqual(NONE);
  });
});

class KilledError extends Error {}
