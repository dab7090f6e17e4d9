import { DEFAULT_SEVERITY } from '#domain/incident/open.ts';
import { matchPlan } from '#domain/plan/match.ts';
import type { PlanChoice, PlanFacts } from '#domain/plan/schema.ts';
import { invalidField, type Refusal } from '#domain/refusal.ts';
import { readyService } from '../configuration/defaultService.ts';
import { responsePlanKind } from '../configuration/kinds.ts';
import type { ConfigurationPorts } from '../configuration/ports.ts';
import { allOf } from '../configuration/read.ts';

/**
 * Explains which plan an incident would get that is opened now.
 *
 * @param facts without a severity: that of an incident that is opened without one
 * @throws Refusal `validation-failed` where there is no such service
 */
export async function choosePlan(facts: PlanFacts, ports: ConfigurationPorts): Promise<PlanChoice> {
  await readyService(facts.serviceId, ports);
  const [service, plans] = await Promise.all([
    ports.store.get('service', facts.serviceId),
    allOf(responsePlanKind, ports.store),
  ]);
  if (!service) throw unknownService(facts.serviceId);
  const severity = facts.severity ?? DEFAULT_SEVERITY;
  return matchPlan(plans, { ...facts, severity }, service.body.responsePlanId);
}

function unknownService(serviceId: string): Refusal {
  return invalidField('serviceId', `There is no service ${serviceId}. Look it up with GET /v1/services.`);
}
