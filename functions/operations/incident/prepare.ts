import { leaveAt } from '#domain/contact/leave.ts';
import { call } from '#domain/escalation/call.ts';
import type { EscalationPolicy, PolicySnapshot } from '#domain/escalation/schema.ts';
import { DEFAULT_SEVERITY } from '#domain/incident/open.ts';
import type { Report } from '#domain/incident/report.ts';
import type { FilledRole, Surroundings } from '#domain/incident/surroundings.ts';
import { matchPlan } from '#domain/plan/match.ts';
import type { SavedPlan } from '#domain/plan/schema.ts';
import { invalidField } from '#domain/refusal.ts';
import type { Service } from '#domain/service/schema.ts';
import type { Organisation } from './store.ts';

/**
 * Finds the plan of a new incident, copies its policy, and fills its roles.
 *
 * @param named the plan that the report names; null: the one that the rules find
 */
export async function prepare(
  report: Report,
  service: Service,
  named: SavedPlan | null,
  now: Date,
  organisation: Organisation,
): Promise<Pick<Surroundings, 'plan' | 'policy' | 'roles'>> {
  // Few plans have a policy of their own, so the service's is read beside them.
  const [plan, servicePolicy] = await Promise.all([
    named
      ? { running: named, why: `The request names the plan ${named.name}.` }
      : matchedPlan(report, service, organisation),
    findPolicy(service.escalationPolicyId, organisation),
  ]);
  const ownPolicyId = plan?.running.escalationPolicyId ?? null;
  const [policy, roles] = await Promise.all([
    ownPolicyId ? findPolicy(ownPolicyId, organisation) : servicePolicy,
    fillRoles(plan?.running.roles ?? [], now, organisation),
  ]);
  return { plan, policy: snapshotOf(policy), roles };
}

/**
 * Finds the plan that a request names.
 *
 * @param planId null: it names none
 * @throws Refusal `validation-failed` where there is no such plan
 */
export async function requirePlan(
  planId: string | null,
  organisation: Pick<Organisation, 'plans'>,
): Promise<SavedPlan | null> {
  if (planId === null) return null;
  const plan = (await organisation.plans()).find(({ id }) => id === planId);
  if (plan) return plan;
  throw invalidField('planId', 'There is no such plan. Look it up with GET /v1/response-plans.');
}

interface ChosenPlan {
  running: SavedPlan;
  why: string;
}

async function matchedPlan(
  report: Report,
  service: Service,
  organisation: Organisation,
): Promise<ChosenPlan | null> {
  const plans = await organisation.plans();
  const facts = {
    serviceId: service.id,
    category: report.category,
    severity: report.severity ?? DEFAULT_SEVERITY,
    source: report.source,
  };
  const { planId, reason } = matchPlan(plans, facts, service.responsePlanId);
  const running = plans.find(({ id }) => id === planId);
  return running ? { running, why: reason } : null;
}

const findPolicy = async (policyId: string | null, organisation: Organisation) =>
  policyId ? await organisation.policy(policyId) : undefined;

function snapshotOf(policy: EscalationPolicy | undefined): PolicySnapshot {
  if (!policy) {
    return {
      policyId: null,
      steps: [],
      repeat: 0,
      acknowledgementTimeout: null,
      whenExhausted: { targets: [], repeatEvery: null },
    };
  }
  const { id, steps, repeat, acknowledgementTimeout, whenExhausted } = policy;
  return { policyId: id, steps, repeat, acknowledgementTimeout, whenExhausted };
}

/** Each role gets the first person to whom its target leads now and who is not away. */
async function fillRoles(
  roles: SavedPlan['roles'],
  now: Date,
  organisation: Organisation,
): Promise<FilledRole[]> {
  const targets = roles.flatMap(({ fillFrom }) => fillFrom ?? []);
  if (targets.length === 0) return roles.map(({ role }) => ({ role, person: null, why: '' }));
  const directory = await organisation.directory(targets, now);
  return roles.map(({ role, fillFrom }) => {
    const called = fillFrom ? call([fillFrom], directory, now.getTime()) : [];
    const found = called.find(({ contact }) => contact !== null && !leaveAt(contact, now.getTime()));
    return found?.contact
      ? {
          role,
          person: found.contact,
          why: `The plan fills it with ${found.contact.name}${found.why}.`,
        }
      : { role, person: null, why: called[0]?.why ?? '' };
  });
}
