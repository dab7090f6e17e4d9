import { describe, expect, it } from 'vitest';
import type { Contact, Reachability } from '#domain/contact/schema.ts';
import { rotaFindings } from '#domain/coverage/rotaFindings.ts';
import { ada, ben } from '#test/support/sampleOrganisation.ts';
import { daily, overrideOf, rotaOf, TEAM } from './sampleRota.ts';

const NOW = new Date('2026-11-02T12:00:00.000Z');
const reachable: Reachability = { email: 'confirmed', phone: 'verified', lastTest: null };

const people = (changes: { ada?: Partial<Contact>; ben?: Partial<Contact> } = {}) =>
  new Map([
    [ada.id, { ...ada, reachability: reachable, ...changes.ada }],
    [ben.id, { ...ben, reachability: { ...reachable, email: null }, ...changes.ben }],
  ]);
const reach = (changes: Partial<Reachability>) => ({ reachability: { ...reachable, ...changes } });

describe('what a schedule lacks', () => {
  it('is nothing where somebody who can be reached is always on call', () => {
    expect(rotaFindings([rotaOf()], people(), NOW)).toEqual([]);
  });

  it('is a gap, told in the time zone of the schedule', () => {
    const overrides = [
      overrideOf({
        action: 'remove',
        contactId: ada.id,
        from: '2026-11-05T00:00:00.000Z',
        to: '2026-11-05T06:00:00.000Z',
      }),
    ];
    expect(rotaFindings([rotaOf({ overrides })], people(), NOW)).toEqual([
      {
        kind: 'gap',
        severity: 'high',
        ownerTeamId: TEAM,
        subject: 'Payments',
        message:
          'In the next 14 days nobody is on call on Payments from Thu 5 Nov 2026 01:00 CET to Thu 5 Nov 2026 07:00 CET.',
        nextStep: expect.stringContaining('/overrides'),
      },
    ]);
  });

  it('is worst where the gap is at hand, and tells of the first gaps of many', () => {
    const nights = { ...daily, restrictions: [{ from: '09:00', to: '17:00' }] };
    const [gap, ...others] = rotaFindings([rotaOf({ layers: [nights] })], people(), NOW);
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ kind: 'gap', severity: 'critical' });
    expect(gap?.message.match(/from/g)).toHaveLength(5);
    expect(gap?.message).toContain('; and 9 more times.');
  });

  it('is not mentioned where it is meant so', () => {
    const office = { ...daily, restrictions: [{ from: '09:00', to: '17:00' }] };
    expect(rotaFindings([rotaOf({ layers: [office], gapsAllowed: true })], people(), NOW)).toEqual([]);
  });

  it('is no gap after the fourteen days', () => {
    const until = (until: string) => rotaOf({ layers: [{ ...daily, until }] });
    expect(rotaFindings([until('2026-11-16T12:00:00.000Z')], people(), NOW)).toEqual([]);
    expect(rotaFindings([until('2026-11-16T11:00:00.000Z')], people(), NOW)).toHaveLength(1);
  });
});

describe('somebody on call', () => {
  it.each([
    ['has no phone', { phone: null, ...reach({ phone: null }) }, 'has no phone', 'PATCH'],
    [
      'has a phone that nobody verified',
      reach({ phone: 'unverified' }),
      'not verified',
      '/phone-verification',
    ],
    ['has not confirmed the email', reach({ email: 'pending' }), 'not confirmed', '/email-confirmation'],
    [
      'did not get the last test',
      reach({
        lastTest: {
          at: '2026-10-01T00:00:00.000Z',
          results: [
            { channel: 'email', state: 'sent', reason: '' },
            { channel: 'sms', state: 'failed', reason: 'SNS did not take it: opted out.' },
          ],
        },
      }),
      'by SMS failed: SNS did not take it: opted out.',
      '/test',
    ],
  ])('who %s is found, with the one step that mends it', (_, changes, message, nextStep) => {
    expect(rotaFindings([rotaOf()], people({ ada: changes }), NOW)).toEqual([
      {
        kind: 'unreachable',
        severity: 'medium',
        ownerTeamId: TEAM,
        subject: 'Ada',
        message: expect.stringContaining(message),
        nextStep: expect.stringContaining(nextStep),
      },
    ]);
  });

  it('of whom nothing is proven is the worst', () => {
    const findings = rotaFindings(
      [rotaOf()],
      people({ ada: reach({ email: 'pending', phone: 'unverified' }) }),
      NOW,
    );
    expect(findings.map(({ severity }) => severity)).toEqual(['critical', 'critical']);
    for (const { message } of findings) expect(message).toContain('No way to reach Ada is proven.');
  });

  it('whose address waits to be confirmed is not told of the test that failed for it', () => {
    const lastTest = {
      at: '2026-10-01T00:00:00.000Z',
      results: [{ channel: 'email' as const, state: 'failed' as const, reason: 'Nobody has confirmed it.' }],
    };
    const found = (email: 'pending' | 'confirmed') =>
      rotaFindings([rotaOf()], people({ ada: reach({ email, lastTest }) }), NOW).map(
        ({ nextStep }) => nextStep,
      );
    expect(found('pending')).toEqual([expect.stringContaining('/email-confirmation')]);
    expect(found('confirmed')).toEqual([expect.stringContaining('/test')]);
  });

  it('who has a verified phone needs no email', () => {
    expect(rotaFindings([rotaOf()], people({ ben: reach({ email: null }) }), NOW)).toEqual([]);
  });

  it('on two schedules of a team is found once for it, and again for another team', () => {
    const rotas = [
      rotaOf(),
      rotaOf({ id: 'sch_00000000000000000000000SCH2', name: 'Search' }),
      rotaOf({ id: 'sch_00000000000000000000000SCH3', name: 'Mail', teamId: null }),
    ];
    const findings = rotaFindings(rotas, people({ ada: reach({ phone: 'unverified' }) }), NOW);
    expect(findings.map(({ ownerTeamId, message }) => [ownerTeamId, message])).toEqual([
      [TEAM, expect.stringContaining('on call on Payments, Search.')],
      [null, expect.stringContaining('on call on Mail.')],
    ]);
  });

  it('is looked at only where they are on call: not while away, but where they stand in', () => {
    const away = [
      {
        contactId: ada.id,
        from: '2026-11-01T00:00:00.000Z',
        to: '2026-12-01T00:00:00.000Z',
        substituteId: ben.id,
      },
    ];
    const nobody = people({ ada: reach({ phone: 'unverified' }), ben: reach({ phone: 'unverified' }) });
    const found = rotaFindings([rotaOf({ leaves: away })], nobody, NOW);
    expect(found.map(({ subject }) => subject)).toEqual(['Ben']);
  });
});
