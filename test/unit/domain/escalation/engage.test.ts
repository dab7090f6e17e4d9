import { describe, expect, it } from 'vitest';
import type { Directory } from '#domain/escalation/directory.ts';
import { engage } from '#domain/escalation/engage.ts';
import { type Outcome, recordOutcomes, renewLease } from '#domain/escalation/round.ts';
import { incidentOf } from '#test/support/incidents.ts';
import { ada, ben } from '#test/support/sampleOrganisation.ts';
import { START } from '#test/support/world.ts';

const directory: Directory = {
  contacts: new Map([ada, ben].map((contact) => [contact.id, contact])),
  teams: new Map(),
  schedules: new Map(),
  turns: new Map(),
};
const later = (seconds: number) => new Date(START.getTime() + seconds * 1000);
const iso = (seconds: number) => later(seconds).toISOString();

const ended = { lease: iso(6), ends: true, reached: true };
const engaged = () => engage(incidentOf(), directory, START);
function outcomesOf(state: 'sent' | 'failed'): Outcome[] {
  return engaged().notifications.map((notification) => ({
    notification: { ...notification, state },
    contactName: 'Ada',
  }));
}

describe('a level whose time has come', () => {
  it('is entered with its pages still to be sent, under a lease', () => {
    const { after, events, notifications } = engaged();
    expect(after).toMatchObject({
      escalation: { level: 1, pass: 1, exhausted: false },
      paging: { until: iso(6) },
      nextAt: iso(6),
    });
    expect(notifications.map((row) => [row.channel, row.state])).toEqual([
      ['sms', 'pending'],
      ['email', 'pending'],
    ]);
    expect(events.map((event) => event.reason)).toEqual(['The incident opened.']);
  });

  it('pages somebody who is named twice once', () => {
    const record = incidentOf();
    const twice = { type: 'contact' as const, id: ben.id };
    const policy = { ...record.policy, steps: [{ after: 'PT0S', targets: [twice, twice] }] };
    expect(engage({ ...record, policy }, directory, START).notifications).toHaveLength(1);
  });
});

describe('the end of a round of pages', () => {
  it('counts the time to the next level from the moment when they went out', () => {
    const { after } = engaged();
    expect(recordOutcomes(after, outcomesOf('sent'), ended, later(2))?.after).toMatchObject({
      paging: null,
      nextAt: iso(302),
    });
  });

  it('makes the next level due at once when nobody was reached', () => {
    const { after } = engaged();
    expect(
      recordOutcomes(after, outcomesOf('failed'), { ...ended, reached: false }, later(2))?.after.nextAt,
    ).toBe(iso(2));
  });

  it('leaves the time alone that a move has set meanwhile', () => {
    const moved = { ...engaged().after, status: 'acknowledged' as const, nextAt: iso(1800) };
    const change = recordOutcomes(moved, outcomesOf('sent'), ended, later(2));
    expect(change?.after).toMatchObject({ paging: null, nextAt: iso(1800), status: 'acknowledged' });
  });

  it('that comes late tells what became of its pages and ends no other round', () => {
    const taken = renewLease(engaged().after, later(7)).after;
    const change = recordOutcomes(taken, outcomesOf('sent'), ended, later(8));
    expect(change?.after).toMatchObject({ paging: { until: iso(13) }, nextAt: iso(13) });
    expect(change?.events.map((event) => event.type)).toEqual(['page.sent', 'page.sent']);
    expect(recordOutcomes(taken, [], ended, later(8))).toBeUndefined();
  });
});
