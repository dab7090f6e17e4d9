import { describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import type { Schedule, Shift } from '#domain/schedule/schema.ts';
import type { Team } from '#domain/team/schema.ts';
import type { Coverage } from '#operations/coverage/checkCoverage.ts';
import { eventually } from '#test/support/eventually.ts';
import { mailTo, smsTo } from '#test/support/inboxes.ts';
import { invoke } from '#test/support/invoke.ts';
import { must } from '#test/support/musterApi.ts';
import { newContact, unique } from '#test/support/organisations.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const timeOf = (at: number) => new Date(at).toISOString().slice(11, 16);

/**
 * A schedule in UTC with turns of a day.
 *
 * @param handoff an instant at whose time of day turns begin
 */
const newSchedule = (participants: Contact[], handoff: number, changes: Record<string, unknown> = {}) =>
  must<Schedule>('POST', '/v1/schedules', {
    name: unique('schedule'),
    timeZone: 'UTC',
    layers: [
      {
        name: 'Primary',
        participants: participants.map(({ id }) => id),
        rotation: { every: 'P1D', handoff: timeOf(handoff), from: dateOf(handoff - 2 * DAY) },
      },
    ],
    ...changes,
  });

const messagesTo = async (address: string, beginning: string) =>
  (await mailTo(address)).filter(({ subject }) => subject.startsWith(beginning));

describe('coverage', () => {
  it('is looked at each day: the owning team hears of gaps and of who can not be reached, once', async () => {
    const unverified = await newContact();
    const withoutEmail = await newContact({ email: null });
    const team = await must<Team>('POST', '/v1/teams', {
      name: unique('team'),
      members: [unverified.id, withoutEmail.id],
    });
    const schedule = await newSchedule([unverified], Date.now(), { teamId: team.id });
    await must('POST', `/v1/schedules/${schedule.id}/overrides`, {
      action: 'remove',
      contactId: unverified.id,
      from: new Date(Date.now() + 2 * DAY).toISOString(),
      to: new Date(Date.now() + 3 * DAY).toISOString(),
    });

    const first = await invoke<Coverage>('Coverage');
    expect(first.told).toBeGreaterThanOrEqual(2);
    const address = unverified.email ?? '';
    const [mail] = await eventually(async () => {
      const mails = await messagesTo(address, 'Muster: 2 things to mend');
      return mails.length > 0 && mails;
    });
    expect(mail?.text).toContain(`nobody is on call on ${schedule.name}`);
    expect(mail?.text).toContain(`The phone of ${unverified.name} is not verified.`);
    const sms = await eventually(async () => (await smsTo(withoutEmail.phone ?? '')).at(-1));
    expect(sms.Message).toContain(team.name);

    expect(await invoke<Coverage>('Coverage')).toMatchObject({ told: 0, failed: 0 });
    expect(await messagesTo(address, 'Muster: 2 things to mend')).toHaveLength(1);
    expect(await smsTo(withoutEmail.phone ?? '')).toHaveLength(1);
  });

  it('includes a reminder to whoever takes over soon, once', async () => {
    const people = [await newContact({ phone: null }), await newContact({ phone: null })];
    const handoff = Date.now() + 2 * HOUR;
    const schedule = await newSchedule(people, handoff);
    const span = `from=${new Date().toISOString()}&to=${new Date(handoff + HOUR).toISOString()}`;
    const { items } = await must<{ items: Shift[] }>('GET', `/v1/schedules/${schedule.id}/shifts?${span}`);
    const next = people.find(({ id }) => id === items.at(-1)?.contactId);
    const other = people.find((person) => person !== next);

    await invoke('ShiftReminders');
    const [mail] = await eventually(async () => {
      const mails = await messagesTo(next?.email ?? '', 'Muster: you are on call');
      return mails.length > 0 && mails;
    });
    expect(mail?.text).toContain(`on call on ${schedule.name}`);

    await invoke('ShiftReminders');
    expect(await messagesTo(next?.email ?? '', 'Muster: you are on call')).toHaveLength(1);
    expect(await messagesTo(other?.email ?? '', 'Muster: you are on call')).toEqual([]);
  });
});
