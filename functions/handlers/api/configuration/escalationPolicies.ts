import type { escalationPolicyRoutes } from '#contract/escalationPolicies.ts';
import { escalationPolicyInput } from '#domain/escalation/schema.ts';
import { escalationPolicyKind } from '#operations/configuration/kinds.ts';
import type { ConfigurationPorts } from '#operations/configuration/ports.ts';
import { type SimulationPorts, simulatePolicy } from '#operations/escalation/simulatePolicy.ts';
import type { Operations } from '../http/createApi.ts';
import { crud } from './crud.ts';

/** What answers the routes of escalation policies. */
export function escalationPolicyOperations(
  ports: SimulationPorts & ConfigurationPorts,
): Operations<typeof escalationPolicyRoutes> {
  const policies = crud(escalationPolicyKind, escalationPolicyInput, ports);
  return {
    listEscalationPolicies: policies.list,
    createEscalationPolicy: policies.create,
    getEscalationPolicy: policies.get,
    replaceEscalationPolicy: policies.replace,
    changeEscalationPolicy: policies.change,
    deleteEscalationPolicy: policies.delete,
    simulateEscalationPolicy: async ({ params, body }) => ({
      status: 200,
      body: await simulatePolicy(params.id, body, ports),
    }),
  };
}
