import { describe, expect, it } from 'vitest';
import { remindOfShifts } from '#operations/coverage/remindOfShifts.ts';
import { coverageWorld } from '#test/support/coverage.ts';

const HOUR = 3600_000;

/** At 03:00 UTC Ada is on call; Ben takes over at 09:00. */
async function beforeHandOff(ben: Record<string, unknown> = {}) {
  const world = coverageWorld();
  const ada = await world.person('Ada');
  const second = await world.person('Ben', { timeZone: 'Asia/Kolkata', phone: null, ...ben });
  const schedule = await world.schedule('Payments', [ada, second]);
  const override = (body: Record<string, unknown>) =>
    world.ask('POST /v1/schedules/{id}/overrides', { params: { id: schedule.id }, body });
  return { ...world, ada, ben: second, schedule, override };
}

describe('the reminder of a shift', () => {
  it('goes to whoever takes over, in their own time zone, once', async () => {
    const { ports, pager, ben, pass } = await beforeHandOff();
    const runs = await Promise.all([remindOfShifts(ports), remindOfShifts(ports)]);
    expect(runs.map(({ reminded }) => reminded).sort()).toEqual([0, 1]);
    pass(HOUR / 2);
    expect(await remindOfShifts(ports)).toEqual({ reminded: 0, failed: 0 });
    expect(pager.sent).toEqual([
      {
        channel: 'email',
        contactId: ben.id,
        subject: 'Muster: you are on call from Sun 1 Mar 2026 14:30 GMT+5:30',
        text: expect.stringContaining(
          'on call on Payments from Sun 1 Mar 2026 14:30 GMT+5:30 to Mon 2 Mar 2026 14:30 GMT+5:30.',
        ),
      },
    ]);
  });

  it('goes by SMS to somebody without an email', async () => {
    const { ports, pager } = await beforeHandOff({ email: null, phone: '+12025550123' });
    await remindOfShifts(ports);
    expect(pager.sent).toMatchObject([
      { channel: 'sms', text: expect.stringContaining('on call on Payments') },
    ]);
  });

  it('goes to whoever stands in, and not to whom an override or a leave took the shift from', async () => {
    const { ports, pager, ask, override, ada, ben, pass, ...world } = await beforeHandOff();
    const cleo = await world.person('Cleo');
    await override({
      action: 'replace',
      replaces: ben.id,
      contactId: cleo.id,
      from: '2026-03-01T09:00:00Z',
      to: '2026-03-02T09:00:00Z',
    });
    await remindOfShifts(ports);
    expect(pager.sent.map(({ contactId }) => contactId)).toEqual([cleo.id]);

    await ask('PATCH /v1/contacts/{id}', {
      params: { id: ada.id },
      body: { leave: [{ from: '2026-03-02T00:00:00Z', to: '2026-03-09T00:00:00Z' }] },
    });
    pass(24 * HOUR);
    expect(await remindOfShifts(ports)).toEqual({ reminded: 0, failed: 0 });
  });

  it('waits for the end of a quiet time that leaves an hour before the shift', async () => {
    const quiet = (to: string) =>
      beforeHandOff({
        timeZone: 'UTC',
        quietTimes: { hours: { from: '22:00', to }, weekdays: [], holidays: [] },
      });
    const { ports, pass } = await quiet('08:00');
    expect(await remindOfShifts(ports)).toEqual({ reminded: 0, failed: 0 });
    pass(5 * HOUR);
    expect(await remindOfShifts(ports)).toEqual({ reminded: 1, failed: 0 });

    const longer = await quiet('08:01');
    expect(await remindOfShifts(longer.ports)).toEqual({ reminded: 1, failed: 0 });
  });

  it('is counted and sent by the next round where no channel took it', async () => {
    const { ports, pager } = await beforeHandOff();
    pager.failing.add('email');
    expect(await remindOfShifts(ports)).toEqual({ reminded: 0, failed: 1 });
    pager.failing.clear();
    expect(await remindOfShifts(ports)).toEqual({ reminded: 1, failed: 0 });
  });
});
