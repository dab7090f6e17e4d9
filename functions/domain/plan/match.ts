import type { PlanChoice, PlanFacts, PlanMatch, ResponsePlan } from './schema.ts';

type MatchablePlan = Pick<ResponsePlan, 'id' | 'name' | 'match'>;

/** A condition of a plan's rules. */
interface Condition {
  field: keyof PlanMatch;
  fact: keyof PlanFacts;
  /** For people. */
  noun: string;
}

/** The conditions, the most telling first. */
const conditions: Condition[] = [
  { field: 'serviceIds', fact: 'serviceId', noun: 'service' },
  { field: 'categories', fact: 'category', noun: 'category' },
  { field: 'sources', fact: 'source', noun: 'source' },
  { field: 'severities', fact: 'severity', noun: 'severity' },
];

/** Why a plan can be chosen, the strongest first. */
const claims = ['rules', 'service', 'everything', 'none'] as const;

interface Weighed {
  plan: MatchablePlan;
  claim: (typeof claims)[number];
  reason: string;
}

/**
 * Finds the plan of an incident. Muster's own precedence, told to users in docs/plans.md:
 *
 * 1. A plan with conditions, all of which hold. Of several, the one with the more telling conditions: one that names
 *    the service goes before one that does not, then likewise by category, by source and by severity.
 * 2. The plan that the incident's service names.
 * 3. A plan whose match is empty: it is for every incident.
 *
 * Of equals the older goes first, by its id. A plan whose match is null is never found by 1 and 3.
 *
 * @param plans all, in any order
 * @param servicePlanId the plan that the service names
 * @returns the plan, if any, and why; and of each plan whether it could be chosen, in the order of precedence
 */
export function matchPlan(
  plans: MatchablePlan[],
  facts: PlanFacts,
  servicePlanId: string | null,
): PlanChoice {
  const ranked = plans.map((plan) => weigh(plan, facts, servicePlanId)).sort(byPrecedence);
  const [best, next] = ranked;
  const chosen = best && best.claim !== 'none' ? best : null;
  return {
    planId: chosen?.plan.id ?? null,
    reason: chosen ? `${whyChosen(chosen)}${whyBefore(chosen, next)}` : NOTHING_FITS,
    candidates: ranked.map(({ plan, claim, reason }) => ({
      planId: plan.id,
      name: plan.name,
      matches: claim !== 'none',
      reason,
    })),
  };
}

const NOTHING_FITS =
  'No plan fits: none has rules that hold, the service names none, and none is for every incident.';

function weigh(plan: MatchablePlan, facts: PlanFacts, servicePlanId: string | null): Weighed {
  const given = plan.match ? conditions.filter(({ field }) => plan.match?.[field]) : [];
  const failing = given.find((condition) => !holds(condition, plan.match, facts));
  if (given.length > 0 && !failing)
    return { plan, claim: 'rules', reason: `Its rules name ${nouns(given)}.` };
  if (plan.id === servicePlanId) {
    return { plan, claim: 'service', reason: "The incident's service names it." };
  }
  if (failing) return { plan, claim: 'none', reason: whyNot(failing, plan.match, facts) };
  if (plan.match) return { plan, claim: 'everything', reason: 'It is for every incident.' };
  return { plan, claim: 'none', reason: 'It has no rules, so it counts only where a service names it.' };
}

const listed = ({ field }: Condition, match: PlanMatch | null): string[] => match?.[field] ?? [];

function holds(condition: Condition, match: PlanMatch | null, facts: PlanFacts): boolean {
  const fact = facts[condition.fact];
  return fact !== null && listed(condition, match).includes(fact);
}

function byPrecedence(one: Weighed, other: Weighed): number {
  const claim = claims.indexOf(one.claim) - claims.indexOf(other.claim);
  return claim || (one.claim === 'rules' ? byConditions(one, other) : 0) || byAge(one, other);
}

function byConditions({ plan: one }: Weighed, { plan: other }: Weighed): number {
  const telling = conditions.find(({ field }) => !one.match?.[field] !== !other.match?.[field]);
  if (!telling) return 0;
  return one.match?.[telling.field] ? -1 : 1;
}

/** Ids begin with the time of their making. */
function byAge({ plan: one }: Weighed, { plan: other }: Weighed): number {
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}

function whyChosen({ plan, claim, reason }: Weighed): string {
  if (claim === 'rules') return `"${plan.name}": ${lowerFirst(reason)}`;
  if (claim === 'service') return `No plan has rules that hold, and the service names "${plan.name}".`;
  return `No plan has rules that hold and the service names none, so "${plan.name}" counts, which is for every incident.`;
}

function whyBefore(chosen: Weighed, next: Weighed | undefined): string {
  if (next?.claim !== chosen.claim) return '';
  if (chosen.claim === 'rules' && byConditions(chosen, next) !== 0) return '';
  return ` "${next.plan.name}" would do as well, but the older plan goes first.`;
}

function whyNot(condition: Condition, match: PlanMatch | null, facts: PlanFacts): string {
  if (condition.field === 'serviceIds') return 'It is for other services.';
  const wanted = listed(condition, match).join(' or ');
  return `It is for ${condition.noun} ${wanted}, and this is ${facts[condition.fact] ?? 'not known'}.`;
}

const nouns = (given: Condition[]): string =>
  new Intl.ListFormat('en').format(given.map(({ noun }) => `the ${noun}`));

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
