import { leaveAt } from '#domain/contact/leave.ts';
import { call } from '#domain/escalation/call.ts';
import type { PolicySnapshot } from '#domain/escalation/schema.ts';
import { DEFAULT_SEVERITY } from '#domain/incident/open.ts';
import type { Report } from '#domain/incident/report.ts';
import type { FilledRole, Surroundings } from '#domain/incident/surroundings.ts';
import { matchPlan } from '#domain/plan/match.ts';
import type { SavedPlan } from '#domain/plan/schema.ts';
import { Refusal } from '#domain/refusal.ts';
import type { Service } from '#domain/service/schema.ts';
import type { Organisation } from './store.ts';

/**
 * Finds the plan of a new incident, copies its policy, and fills its roles.
 *
 * @param planId the plan that the report names; null: the one that the rules find
 * @throws Refusal `validation-failed` where there is no such plan
 */
export async function prepare(
  report: Report,
  service: Service,
  planId: string | null,
  now: Date,
  organisation: Organisation,
): Promise<Pick<Surroundings, 'plan' | 'policy' | 'roles'>> {
  const plans = await organisation.plans();
  const chosen = planId ? namedPlan(planId, plans) : matchedPlan(report, service, plans);
  const [policy, roles] = await Promise.all([
    snapshotPolicy(chosen?.running.escalationPolicyId ?? service.escalationPolicyId, organisation),
    fillRoles(chosen?.running.roles ?? [], now, organisation),
  ]);
  return { plan: chosen, policy, roles };
}

interface ChosenPlan {
  running: SavedPlan;
  why: string;
}

function namedPlan(planId: string, plans: SavedPlan[]): ChosenPlan {
  const running = plans.find(({ id }) => id === planId);
  if (running) return { running, why: `The request names the plan ${running.name}.` };
  throw new Refusal('validation-failed', 'There is no such plan. Look it up with GET /v1/response-plans.', {
    errors: [{ path: 'planId', message: 'names no response plan' }],
  });
}

function matchedPlan(report: Report, service: Service, plans: SavedPlan[]): ChosenPlan | null {
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

async function snapshotPolicy(policyId: string | null, organisation: Organisation): Promise<PolicySnapshot> {
  const policy = policyId ? await organisation.policy(policyId) : undefined;
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
  if (targets.length === 0) return roles.map(({ role }) => ({ role, contactId: null, why: '' }));
  const directory = await organisation.directory(targets, now);
  return roles.map(({ role, fillFrom }) => {
    const called = fillFrom ? call([fillFrom], directory, now.getTime()) : [];
    const found = called.find(({ contact }) => contact !== null && !leaveAt(contact, now.getTime()));
    return found?.contact
      ? {
          role,
          contactId: found.contact.id,
          why: `The plan fills it with ${found.contact.name}${found.why}.`,
        }
      : { role, contactId: null, why: called[0]?.why ?? '' };
  });
}
