import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideLinks, type Link, linksBetween, SAME_STORM_MS } from '#domain/incident/link.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { incidentIn, incidentOf } from '#test/support/incidents.ts';
import { START } from '#test/support/world.ts';

const services = [
  { id: 'web', name: 'Web', dependsOn: ['checkout'] },
  { id: 'checkout', name: 'Checkout', dependsOn: ['payments'] },
  { id: 'payments', name: 'Payments', dependsOn: [] },
  { id: 'search', name: 'Search', dependsOn: [] },
];

const incidentOn = (serviceId: string, number: number, changes: Partial<IncidentRecord> = {}) =>
  incidentOf({ id: `inc_${String(number).padStart(26, '0')}`, number, serviceId, ...changes });
const at = (milliseconds: number) => new Date(START.getTime() + milliseconds).toISOString();

describe('incidents of dependent services', () => {
  const payments = incidentOn('payments', 12);
  const web = incidentOn('web', 13, { openedAt: at(20_000) });

  it('are linked from both sides, with a reason, also when a service between them has none', () => {
    const links = linksBetween([web], [payments, incidentOn('search', 14)], services);
    expect(Object.fromEntries(links)).toEqual({
      [web.id]: [
        {
          incidentId: payments.id,
          number: 12,
          relation: 'upstream',
          service: 'Payments',
          openedAt: at(0),
          reason: 'Web depends on Payments, whose incident #12 is open.',
        },
      ],
      [payments.id]: [
        {
          incidentId: web.id,
          number: 13,
          relation: 'downstream',
          service: 'Web',
          openedAt: at(20_000),
          reason: 'Web, whose incident #13 is open, depends on Payments.',
        },
      ],
    });
  });

  it.each([
    ['of one service', incidentOn('payments', 15)],
    ['of a service that is unknown', incidentOn('gone', 15)],
    ['that is resolved', incidentOn('web', 15, { status: 'resolved' })],
    ['that is a drill', incidentOn('web', 15, { drill: true })],
    ['that opened more than an hour later', incidentOn('web', 15, { openedAt: at(SAME_STORM_MS + 1) })],
    ['that opened more than an hour before', incidentOn('web', 15, { openedAt: at(-SAME_STORM_MS - 1) })],
  ])('are not linked with one %s', (_, other) => {
    expect(linksBetween([payments], [payments, other], services)).toEqual(new Map());
  });

  it('are linked where an hour lies between them', () => {
    const later = incidentOn('web', 15, { openedAt: at(SAME_STORM_MS) });
    expect(linksBetween([payments], [later], services).size).toBe(2);
  });

  it('each see a cause in the other where their services depend on each other', () => {
    const circle = services.map((one) => (one.id === 'payments' ? { ...one, dependsOn: ['web'] } : one));
    const links = linksBetween([payments, web], [], circle);
    expect([...links.values()].flat().map(({ relation }) => relation)).toEqual(['upstream', 'upstream']);
  });

  it('have the same links whoever opened first and however many open at once', () => {
    const some = fc.array(fc.constantFrom(...services.map(({ id }) => id)), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 6 }), (serviceIds, count) => {
        const all = serviceIds.map((id, index) => incidentOn(id, index + 1));
        const pairs = (links: Map<string, Link[]>) =>
          [...links].flatMap(([id, ofOne]) => ofOne.map((link) => `${id} ${link.incidentId}`)).toSorted();
        const atOnce = pairs(linksBetween(all, all, services));
        const oneByOne = all.map((one, index) => linksBetween([one], all.slice(0, index), services));
        expect(oneByOne.flatMap(pairs).toSorted()).toEqual(atOnce);
        for (const pair of atOnce) expect(atOnce).toContain(pair.split(' ').toReversed().join(' '));
        const few = pairs(linksBetween(all.slice(0, count), all, services));
        expect(atOnce).toEqual(expect.arrayContaining(few));
      }),
    );
  });
});

describe('linking an incident', () => {
  const link = (number: number, changes: Partial<Link> = {}): Link => ({
    incidentId: `inc_${String(number).padStart(26, '0')}`,
    number,
    relation: 'downstream',
    service: 'Web',
    reason: 'Web depends on it.',
    openedAt: at(number * 1000),
    ...changes,
  });
  const links = Array.from({ length: 30 }, (_, index) => link(index + 1));

  it('changes its links and nothing else', () => {
    const record = incidentOf();
    const change = decideLinks(record, [link(5)], START);
    expect(change?.after).toEqual({
      ...record,
      revision: record.revision + 1,
      linkedIncidents: [{ incidentId: link(5).incidentId, number: 5, relation: 'downstream' }],
    });
    expect(change?.notifications).toEqual([]);
    expect(change?.events).toEqual([
      {
        type: 'incident.linked',
        actor: { type: 'system', id: null, name: 'Muster' },
        data: { incidentId: link(5).incidentId, number: 5, service: 'Web', relation: 'downstream' },
        reason: 'Web depends on it.',
      },
    ]);
  });

  it('tells each link once', () => {
    const once = decideLinks(incidentOf(), links.slice(0, 3), START)?.after ?? incidentOf();
    expect(decideLinks(once, links.slice(0, 3), START)).toBeUndefined();
    expect(decideLinks(once, links.slice(1, 5), START)?.events).toHaveLength(2);
  });

  it('has room for 20, for causes first and then for the oldest', () => {
    const cause = link(99, { relation: 'upstream' });
    const change = decideLinks(incidentOf(), [...links.toReversed(), cause], START);
    expect(change?.after.linkedIncidents.map(({ number }) => number)).toEqual([
      99,
      ...links.slice(0, 19).map(({ number }) => number),
    ]);
    expect(change?.events).toHaveLength(20);
    expect(change && decideLinks(change.after, links, START)).toBeUndefined();
  });

  it.each(['resolved', 'closed', 'canceled', 'merged'] as const)('leaves one that is %s alone', (status) => {
    expect(decideLinks(incidentIn(status), links, START)).toBeUndefined();
  });
});
