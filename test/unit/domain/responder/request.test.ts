import { describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import type { Called } from '#domain/escalation/call.ts';
import { isWanted } from '#domain/escalation/round.ts';
import { decideRequest } from '#domain/responder/request.ts';
import type { Responder } from '#domain/responder/schema.ts';
import { incidentIn } from '#test/support/incidents.ts';
import { ada, ben } from '#test/support/sampleOrganisation.ts';
import { alice, START } from '#test/support/world.ts';

const at = START.toISOString();
const asked = { actor: alice, now: START };
const called = (contact: Contact, why = ''): Called => ({ contact, why });
const away: Contact = { ...ben, leave: [{ from: at, to: '2026-03-05T00:00:00.000Z', substituteId: null }] };
const responderOf = (changes: Partial<Responder> = {}): Responder => ({
  contactId: ben.id,
  state: 'requested',
  request: 1,
  requestedAt: '2026-03-01T02:00:00.000Z',
  requestedBy: 'Alice',
  message: null,
  answeredAt: null,
  ...changes,
});

describe('asking for help', () => {
  it('pages by the rules for high urgency at once, whatever the priority, and says who asks whom and why', () => {
    const sleeper: Contact = {
      ...ben,
      quietTimes: { hours: { from: '00:00', to: '23:00' }, weekdays: [], holidays: [] },
      notificationRules: { high: [{ after: 'PT2M', channel: 'sms' }], low: null },
    };
    const record = incidentIn('acknowledged', { priority: 'P5', responderRequests: 2 });
    const { change, responders, notPaged } = decideRequest(
      record,
      [called(sleeper, ', a member of Platform')],
      'Look at the replicas.',
      asked,
    );
    const dueAt = '2026-03-01T03:02:00.000Z';
    expect(change?.notifications).toMatchObject([
      { contactId: ben.id, channel: 'sms', level: 0, pass: 3, state: 'pending', dueAt, bundled: false },
    ]);
    expect(change?.after).toMatchObject({
      status: 'acknowledged',
      responderRequests: 3,
      pageTimes: [dueAt],
      nextAt: record.nextAt,
    });
    expect(change?.events).toEqual([
      {
        type: 'responder.requested',
        actor: alice,
        data: { contactId: ben.id, contact: 'Ben', message: 'Look at the replicas.' },
        reason: 'Alice asks for the help of Ben, a member of Platform.',
      },
    ]);
    expect(responders).toEqual([
      responderOf({ request: 3, requestedAt: at, message: 'Look at the replicas.' }),
    ]);
    expect(notPaged).toEqual([]);
  });

  it('passes over whoever is away, and says so in the answer, the rows and the timeline', () => {
    const { change, notPaged } = decideRequest(
      incidentIn('triggered'),
      [called(ada), called(away)],
      null,
      asked,
    );
    const reason = 'Ben is away until 2026-03-05T00:00:00.000Z.';
    expect(notPaged).toEqual([{ contactId: ben.id, reason }]);
    expect(change?.after.responders.map(({ contactId }) => contactId)).toEqual([ada.id]);
    expect(change?.notifications.at(-1)).toMatchObject({ contactId: ben.id, state: 'skipped', reason });
    expect(change?.events.at(-1)).toMatchObject({ type: 'page.skipped', data: { contact: 'Ben' }, reason });
  });

  it.each([
    [
      'requested' as const,
      'Ben has been asked already, at 2026-03-01T02:00:00.000Z, and has not answered yet.',
    ],
    ['accepted' as const, `Ben has accepted already, at ${at}.`],
  ])('does not page whoever has %s', (state, reason) => {
    const responder = responderOf({ state, answeredAt: at });
    const record = incidentIn('mitigated', { responders: [responder] });
    const again = decideRequest(record, [called(ben)], null, asked);
    expect(again).toEqual({
      change: undefined,
      responders: [responder],
      notPaged: [{ contactId: ben.id, reason }],
    });
  });

  it('asks anew whoever has declined, and their earlier pages are wanted no more', () => {
    const declined = responderOf({ state: 'declined', answeredAt: '2026-03-01T02:30:00.000Z' });
    const record = incidentIn('acknowledged', { responders: [declined], responderRequests: 1 });
    const { change } = decideRequest(record, [called(ben)], 'Please.', asked);
    expect(change?.after.responders).toEqual([
      responderOf({ request: 2, requestedAt: at, message: 'Please.' }),
    ]);
    const [page] = change?.notifications ?? [];
    if (!change || !page) throw new Error('Nobody is paged.');
    expect(isWanted(page, change.after)).toBe(true);
    // Even where both requests came in the same millisecond.
    expect(isWanted({ ...page, pass: 1 }, change.after)).toBe(false);
  });

  it('is refused with each reason where nobody can be asked', () => {
    const nobody: Called = { contact: null, contactId: null, why: 'Nobody is on call for Primary.' };
    const unreachable = called({ ...ada, email: null, phone: null });
    expect(() =>
      decideRequest(incidentIn('triggered'), [nobody, unreachable, called(away)], null, asked),
    ).toThrow(
      expect.objectContaining({
        code: 'validation-failed',
        extra: {
          errors: [
            { path: 'targets', message: 'Nobody is on call for Primary.' },
            { path: 'targets', message: 'Ada has neither email nor phone.' },
            { path: 'targets', message: 'Ben is away until 2026-03-05T00:00:00.000Z.' },
          ],
        },
      }),
    );
  });

  it('is refused where so many can not be written at once', () => {
    const crowd = Array.from({ length: 40 }, (_, index) =>
      called({ ...ada, id: `ctc_${String(index).padStart(26, '0')}` }),
    );
    const ask = (count: number) =>
      decideRequest(incidentIn('triggered'), crowd.slice(0, count), null, asked).change;
    expect(ask(33)?.notifications).toHaveLength(66);
    expect(() => ask(34)).toThrow(expect.objectContaining({ code: 'validation-failed' }));
  });

  it.each(['resolved', 'closed', 'canceled', 'merged'] as const)('is refused for what is %s', (status) => {
    expect(() => decideRequest(incidentIn(status), [called(ben)], null, asked)).toThrow(
      expect.objectContaining({ code: 'invalid-transition' }),
    );
  });
});
