import { rotating } from '#domain/escalation/rotating.ts';
import type { Simulation, SimulationInput } from '#domain/escalation/schema.ts';
import { simulate } from '#domain/escalation/simulate.ts';
import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';
import { escalationPolicyKind } from '../configuration/kinds.ts';
import { read } from '../configuration/read.ts';
import type { ConfigurationStore } from '../configuration/store.ts';
import { requireService } from '../incident/openIncident.ts';
import type { Organisation } from '../incident/store.ts';
import type { Turns } from './turns.ts';

export interface SimulationPorts {
  store: ConfigurationStore;
  organisation: Pick<Organisation, 'service' | 'defaultService' | 'directory'>;
  turns: Turns;
}

/**
 * Answers whom a policy would page, when and why, if an incident opened at some time and nobody acknowledged.
 * Nothing is written and nobody is paged.
 *
 * @throws Refusal `not-found` for the policy, `validation-failed` for the service
 */
export async function simulatePolicy(
  policyId: string,
  { at, priority, serviceId }: SimulationInput,
  ports: SimulationPorts,
): Promise<Simulation> {
  const { id, ...policy } = await read(escalationPolicyKind, policyId, ports.store);
  const fallbackTarget = serviceId
    ? (await requireService(serviceId, ports.organisation)).fallbackTarget
    : null;
  const targets = [
    ...policy.steps.flatMap((step) => step.targets),
    ...policy.whenExhausted.targets,
    ...(fallbackTarget ? [fallbackTarget] : []),
  ];
  const when = new Date(at);
  const [directory, turns] = await Promise.all([
    ports.organisation.directory(targets, when),
    ports.turns.peek(rotating(targets)),
  ]);
  const scenario = {
    policy: { ...policy, policyId: id },
    priority,
    serviceId: serviceId ?? DEFAULT_SERVICE_ID,
    fallbackTarget,
  };
  return simulate(scenario, { ...directory, turns }, when);
}
