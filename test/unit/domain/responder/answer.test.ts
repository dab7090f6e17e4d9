import { describe, expect, it } from 'vitest';
import { decideMove } from '#domain/incident/move.ts';
import { decideAnswer, withAcceptance } from '#domain/responder/answer.ts';
import type { Responder } from '#domain/responder/schema.ts';
import { incidentIn } from '#test/support/incidents.ts';
import { ada, ben } from '#test/support/sampleOrganisation.ts';
import { alice, START } from '#test/support/world.ts';

const now = new Date(START.getTime() + 60_000);
const asked = { actor: alice, now };
const request: Responder = {
  contactId: ben.id,
  state: 'requested',
  request: 1,
  requestedAt: START.toISOString(),
  requestedBy: 'Alice',
  message: null,
  answeredAt: null,
};
const pageTimes = ['2026-03-01T09:00:00.000Z'];
const requestedIn = (status: Parameters<typeof incidentIn>[0], changes: Partial<Responder> = {}) =>
  incidentIn(status, { responders: [{ ...request, ...changes }], pageTimes });

describe('the answer of somebody who was asked to help', () => {
  it.each([
    ['accepted' as const, 'triggered' as const],
    ['accepted' as const, 'mitigated' as const],
    ['declined' as const, 'acknowledged' as const],
  ])('%s is kept apart from the incident, which stays %s', (answer, status) => {
    const record = requestedIn(status);
    const change = decideAnswer(record, ben, answer, asked);
    expect(change?.after).toMatchObject({
      status,
      acknowledgedAt: record.acknowledgedAt,
      nextAt: record.nextAt,
      responders: [{ ...request, state: answer, answeredAt: now.toISOString() }],
    });
    expect(change?.events).toEqual([
      { type: `responder.${answer}`, actor: alice, data: { contactId: ben.id, contact: 'Ben' } },
    ]);
  });

  it('has the clock look at their waiting pages now', () => {
    const change = decideAnswer(requestedIn('acknowledged'), ben, 'declined', asked);
    expect(change?.after.pageTimes).toEqual([now.toISOString()]);
  });

  it('changes nothing when it is given twice, also when the incident is over', () => {
    const record = requestedIn('closed', { state: 'accepted', answeredAt: START.toISOString() });
    expect(decideAnswer(record, ben, 'accepted', asked)).toBeUndefined();
  });

  it.each([
    ['was another one before', requestedIn('acknowledged', { state: 'declined' }), ben, 'invalid-transition'],
    ['comes when it is resolved', requestedIn('resolved'), ben, 'invalid-transition'],
    ['comes when it is over', requestedIn('canceled'), ben, 'invalid-transition'],
    ['is of somebody else', requestedIn('acknowledged'), ada, 'not-found'],
  ])('is refused where it %s', (_case, record, person, code) => {
    expect(() => decideAnswer(record, person, 'accepted', asked)).toThrow(expect.objectContaining({ code }));
  });
});

describe('an acknowledgement of somebody who was asked to help', () => {
  const acknowledge = (record: ReturnType<typeof requestedIn>) =>
    withAcceptance(decideMove(record, { name: 'acknowledge' }, asked), ben, asked);

  it('counts as their acceptance too', () => {
    const change = acknowledge(requestedIn('triggered'));
    expect(change.after).toMatchObject({ status: 'acknowledged', responders: [{ state: 'accepted' }] });
    expect(change.events.map(({ type }) => type)).toEqual(['incident.acknowledged', 'responder.accepted']);
  });

  it('leaves an answer that they have given', () => {
    const change = acknowledge(requestedIn('triggered', { state: 'declined' }));
    expect(change.after.responders).toMatchObject([{ state: 'declined' }]);
    expect(change.events.map(({ type }) => type)).toEqual(['incident.acknowledged']);
  });
});
