import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntil } from '#domain/contact/quiet.ts';
import { pagesFor } from '#domain/contact/rules.ts';
import type { Contact } from '#domain/contact/schema.ts';
import type { Urgency } from '#domain/contact/urgency.ts';
import { ada, ben } from '#test/support/sampleOrganisation.ts';

const at = (text: string) => Date.parse(text);
const iso = (milliseconds: number | null) => milliseconds && new Date(milliseconds).toISOString();
const shown = (contact: Contact, urgency: Urgency, time: string) =>
  pagesFor(contact, urgency, at(time)).map(({ channel, attempt, dueAt, bundled }) => [
    channel,
    attempt,
    iso(dueAt),
    bundled,
  ]);

const night: Contact['quietTimes'] = {
  hours: { from: '22:00', to: '07:30' },
  weekdays: ['saturday', 'sunday'],
  holidays: ['2026-12-25'],
};

describe('the pages of somebody whom a level reaches', () => {
  it('are one by each channel at once, where there are no rules', () => {
    expect(shown(ada, 'high', '2026-03-02T10:00:00Z')).toEqual([
      ['sms', 1, '2026-03-02T10:00:00.000Z', false],
      ['email', 1, '2026-03-02T10:00:00.000Z', false],
    ]);
  });

  it('follow the rules of the urgency, each counted from the level, twice by one channel where they say so', () => {
    const contact: Contact = {
      ...ada,
      notificationRules: {
        high: [
          { after: 'PT0S', channel: 'email' },
          { after: 'PT2M', channel: 'sms' },
          { after: 'PT5M', channel: 'sms' },
        ],
        low: [{ after: 'PT10M', channel: 'email' }],
      },
    };
    expect(shown(contact, 'high', '2026-03-02T10:00:00Z')).toEqual([
      ['email', 1, '2026-03-02T10:00:00.000Z', false],
      ['sms', 1, '2026-03-02T10:02:00.000Z', false],
      ['sms', 2, '2026-03-02T10:05:00.000Z', false],
    ]);
    expect(shown(contact, 'low', '2026-03-02T10:00:00Z')).toEqual([
      ['email', 1, '2026-03-02T10:10:00.000Z', false],
    ]);
  });

  it('use every channel where the rules name none that the person has', () => {
    const contact: Contact = {
      ...ben,
      notificationRules: { high: [{ after: 'PT5M', channel: 'email' }], low: null },
    };
    expect(shown(contact, 'high', '2026-03-02T10:00:00Z')).toEqual([
      ['sms', 1, '2026-03-02T10:00:00.000Z', false],
    ]);
  });

  it('go out whatever is unverified', () => {
    const contact: Contact = {
      ...ada,
      reachability: { email: 'pending', phone: 'unverified', lastTest: null },
    };
    expect(pagesFor(contact, 'high', 0)).toHaveLength(2);
  });

  it('wait for the morning on their own wall, where the urgency is low', () => {
    const berlin: Contact = { ...ben, timeZone: 'Europe/Berlin', quietTimes: night };
    // 23:00 on a Monday in Berlin.
    expect(shown(berlin, 'low', '2026-03-02T22:00:00Z')).toEqual([
      ['sms', 1, '2026-03-03T06:30:00.000Z', true],
    ]);
    expect(shown({ ...berlin, timeZone: 'America/New_York' }, 'low', '2026-03-02T22:00:00Z')).toEqual([
      ['sms', 1, '2026-03-02T22:00:00.000Z', false],
    ]);
    expect(pagesFor(berlin, 'low', at('2026-03-02T22:00:00Z'))[0]?.note).toContain(
      '2026-03-03T06:30:00.000Z',
    );
  });

  it('wait for nothing where the urgency is high', () => {
    const contact: Contact = { ...ben, quietTimes: night };
    expect(shown(contact, 'high', '2026-03-02T23:00:00Z')).toEqual([
      ['sms', 1, '2026-03-02T23:00:00.000Z', false],
    ]);
  });

  it('are none for somebody who will be away when their quiet time ends, nor those that fall into a leave', () => {
    const holiday = { from: '2026-03-08T00:00:00.000Z', to: '2026-03-15T00:00:00.000Z', substituteId: null };
    const leaving: Contact = { ...ben, quietTimes: night, timeZone: 'UTC', leave: [holiday] };
    // A Friday night; the next morning that is not quiet is the Monday of the leave.
    expect(pagesFor(leaving, 'low', at('2026-03-06T23:00:00Z'))).toMatchObject([
      { channel: null, dueAt: null, note: `Ben is away until ${holiday.to}.` },
    ]);
    const rules = [
      { after: 'PT0S', channel: 'sms' as const },
      { after: 'PT10M', channel: 'sms' as const },
    ];
    const contact = { ...leaving, notificationRules: { high: rules, low: null } };
    expect(shown(contact, 'high', '2026-03-07T23:55:00Z')).toEqual([
      ['sms', 1, '2026-03-07T23:55:00.000Z', false],
    ]);
  });

  it('are none for somebody who is away, and say until when', () => {
    const contact: Contact = {
      ...ada,
      leave: [{ from: '2026-03-01T00:00:00.000Z', to: '2026-03-08T00:00:00.000Z', substituteId: null }],
    };
    expect(pagesFor(contact, 'high', at('2026-03-07T23:59:59Z'))).toMatchObject([
      { channel: null, dueAt: null, note: 'Ada is away until 2026-03-08T00:00:00.000Z.' },
    ]);
    expect(pagesFor(contact, 'high', at('2026-03-08T00:00:00Z'))).toHaveLength(2);
  });
});

describe('the end of quiet time', () => {
  const until = (time: string, timeZone = 'Europe/Berlin') =>
    iso(quietUntil({ quietTimes: night, timeZone }, at(time)));

  it.each([
    ['on a working day at noon: now', '2026-03-02T11:00:00Z', '2026-03-02T11:00:00.000Z'],
    ['after midnight: the same morning', '2026-03-03T01:00:00Z', '2026-03-03T06:30:00.000Z'],
    ['on a Friday evening: Monday morning', '2026-03-06T22:00:00Z', '2026-03-09T06:30:00.000Z'],
    ['on a Saturday at noon: Monday morning', '2026-03-07T11:00:00Z', '2026-03-09T06:30:00.000Z'],
    ['on a holiday before a weekend: Monday morning', '2026-12-25T09:00:00Z', '2026-12-28T06:30:00.000Z'],
    ['in the night in which the clock goes forward', '2026-03-28T23:30:00Z', '2026-03-30T05:30:00.000Z'],
    ['in the night in which it goes back', '2026-10-24T23:30:00Z', '2026-10-26T06:30:00.000Z'],
    ['at its very end: now', '2026-03-03T06:30:00Z', '2026-03-03T06:30:00.000Z'],
  ])('%s', (_case, time, expected) => {
    expect(until(time)).toBe(expected);
  });

  it('comes always, is never before, and is not quiet', () => {
    const anyQuiet = fc.record({
      hours: fc.option(fc.constantFrom({ from: '22:00', to: '07:00' }, { from: '00:00', to: '23:59' })),
      weekdays: fc.subarray(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const),
      holidays: fc.subarray(['2026-03-29', '2026-03-30', '2026-10-25']),
    });
    const zones = fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/New_York');
    fc.assert(
      fc.property(
        anyQuiet,
        zones,
        fc.integer({ min: at('2026-01-01'), max: at('2026-12-31') }),
        (quietTimes, timeZone, time) => {
          const contact = { quietTimes, timeZone };
          const end = quietUntil(contact, time);
          expect(end).toBeGreaterThanOrEqual(time);
          expect(quietUntil(contact, end)).toBe(end);
        },
      ),
      { numRuns: 300 },
    );
  });
});
