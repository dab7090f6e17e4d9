import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchPlan } from '#domain/plan/match.ts';
import type { PlanFacts, PlanMatch } from '#domain/plan/schema.ts';

const PAYMENTS = 'svc_01J0000000000000000000000P';
const LEDGER = 'svc_01J0000000000000000000000L';

const facts: PlanFacts = {
  serviceId: PAYMENTS,
  category: 'availability',
  severity: 'high',
  source: 'cloudwatch',
};

/** @param age the smaller, the older */
const plan = (age: number, match: PlanMatch | null) => ({
  id: `pln_01J00000000000000000000${String(age).padStart(3, '0')}`,
  name: `Plan ${age}`,
  match,
});

const byService = plan(7, { serviceIds: [PAYMENTS] });
const byCategory = plan(6, { categories: ['security', 'availability'] });
const bySource = plan(5, { sources: ['cloudwatch'] });
const bySeverity = plan(4, { severities: ['critical', 'high'] });
const byHand = plan(3, null);
const catchAll = plan(2, {});
const ofOthers = plan(1, { serviceIds: [LEDGER], severities: ['high'] });
const all = [ofOthers, catchAll, byHand, bySeverity, bySource, byCategory, byService];

describe('the plan of an incident', () => {
  it('is that with the most telling condition: service, category, source, severity', () => {
    const { planId, reason, candidates } = matchPlan(all, facts, byHand.id);
    expect(planId).toBe(byService.id);
    expect(reason).toBe('"Plan 7": its rules name the service.');
    expect(candidates.map(({ name, matches }) => [name, matches])).toEqual([
      ['Plan 7', true],
      ['Plan 6', true],
      ['Plan 5', true],
      ['Plan 4', true],
      ['Plan 3', true],
      ['Plan 2', true],
      ['Plan 1', false],
    ]);
    expect(candidates.map((candidate) => candidate.reason)).toEqual([
      'Its rules name the service.',
      'Its rules name the category.',
      'Its rules name the source.',
      'Its rules name the severity.',
      "The incident's service names it.",
      'It is for every incident.',
      'It is for other services.',
    ]);
  });

  it('goes by the first difference, however many conditions there are', () => {
    const narrow = plan(1, { categories: ['availability'], sources: ['cloudwatch'], severities: ['high'] });
    const both = plan(9, { serviceIds: [PAYMENTS], severities: ['high'] });
    expect(matchPlan([narrow, byService, both], facts, null)).toMatchObject({
      planId: both.id,
      reason: '"Plan 9": its rules name the service and the severity.',
    });
    expect(matchPlan([narrow, byService], facts, null).planId).toBe(byService.id);
  });

  it('is the older of equals, and says so', () => {
    const younger = plan(8, { serviceIds: [PAYMENTS, LEDGER] });
    expect(matchPlan([younger, byService], facts, null)).toMatchObject({
      planId: byService.id,
      reason:
        '"Plan 7": its rules name the service. "Plan 8" would do as well, but the older plan goes first.',
    });
    expect(matchPlan([plan(9, {}), catchAll], facts, null).reason).toContain('"Plan 9" would do as well');
  });

  it("is the service's own where no rules hold, also one that has other rules", () => {
    for (const own of [byHand, ofOthers, catchAll]) {
      expect(matchPlan([catchAll, byHand, ofOthers], facts, own.id)).toMatchObject({
        planId: own.id,
        reason: `No plan has rules that hold, and the service names "${own.name}".`,
      });
    }
  });

  it('is one for every incident where neither rules nor the service say another', () => {
    expect(matchPlan([byHand, ofOthers, catchAll], facts, null)).toMatchObject({
      planId: catchAll.id,
      reason: expect.stringContaining('so "Plan 2" counts'),
    });
  });

  it('is none where nothing fits, and each plan says why', () => {
    const critical = plan(9, { severities: ['critical'], serviceIds: [PAYMENTS] });
    const security = plan(8, { categories: ['security', 'fraud'] });
    const choice = matchPlan([critical, security, byHand], { ...facts, category: null }, null);
    expect(choice).toMatchObject({ planId: null, reason: expect.stringContaining('No plan fits') });
    expect(choice.candidates.map(({ reason }) => reason)).toEqual([
      'It has no rules, so it counts only where a service names it.',
      'It is for category security or fraud, and this is not known.',
      'It is for severity critical, and this is high.',
    ]);
    expect(matchPlan([], facts, null)).toMatchObject({ planId: null, candidates: [] });
  });
});

const subset = <Value>(...values: Value[]) =>
  fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });
const someMatch = fc.option(
  fc.record(
    {
      serviceIds: subset(PAYMENTS, LEDGER),
      categories: subset('availability', 'security'),
      sources: subset('cloudwatch' as const, 'api' as const),
      severities: subset('high' as const, 'low' as const),
    },
    { requiredKeys: [] },
  ),
);
const somePlans = fc
  .uniqueArray(fc.tuple(fc.nat(20), someMatch), { selector: ([age]) => age })
  .map((some) => some.map(([age, match]) => plan(age, match)));
const someFacts: fc.Arbitrary<PlanFacts> = fc.record({
  serviceId: fc.constantFrom(PAYMENTS, LEDGER),
  category: fc.constantFrom('availability', 'security', null),
  source: fc.constantFrom('cloudwatch' as const, 'api' as const, null),
  severity: fc.constantFrom('high' as const, 'low' as const, null),
});
const servicePlan = fc.option(fc.nat(20).map((age) => plan(age, null).id));

describe('the choice of a plan', () => {
  it('does not depend on the order in which the plans come', () => {
    const shuffled = somePlans.chain((plans) =>
      fc.tuple(fc.constant(plans), fc.shuffledSubarray(plans, { minLength: plans.length })),
    );
    fc.assert(
      fc.property(shuffled, someFacts, servicePlan, ([plans, others], incident, own) => {
        expect(matchPlan(others, incident, own)).toEqual(matchPlan(plans, incident, own));
      }),
    );
  });

  it('is the first candidate that could be chosen, and stays so without the others', () => {
    fc.assert(
      fc.property(somePlans, someFacts, servicePlan, (plans, incident, own) => {
        const { planId, candidates } = matchPlan(plans, incident, own);
        expect(candidates).toHaveLength(plans.length);
        expect(planId).toBe(candidates.find(({ matches }) => matches)?.planId ?? null);
        for (const rival of plans) {
          const pair = plans.filter(({ id }) => id === planId || id === rival.id);
          if (planId !== null) expect(matchPlan(pair, incident, own).planId).toBe(planId);
        }
      }),
    );
  });

  it('never falls on a plan whose rules name something else, unless the service names it', () => {
    fc.assert(
      fc.property(somePlans, someFacts, (plans, incident) => {
        const { planId } = matchPlan(plans, incident, null);
        const match = plans.find(({ id }) => id === planId)?.match;
        if (planId !== null) expect(match).not.toBeNull();
        const allows = (list: string[] | undefined, fact: string | null) =>
          list === undefined || (fact !== null && list.includes(fact));
        expect(allows(match?.serviceIds, incident.serviceId)).toBe(true);
        expect(allows(match?.categories, incident.category)).toBe(true);
        expect(allows(match?.sources, incident.source)).toBe(true);
        expect(allows(match?.severities, incident.severity)).toBe(true);
      }),
    );
  });
});
