import { escalationPolicy, escalationPolicyInput, escalationPolicyPatch } from '#domain/escalation/schema.ts';
import { configurationRoutes } from './configurationRoutes.ts';
import type { RouteDefinitions } from './route.ts';

const policies = configurationRoutes({
  path: '/v1/escalation-policies',
  prefix: 'pol',
  thing: escalationPolicy,
  input: escalationPolicyInput,
  patch: escalationPolicyPatch,
  summaries: {
    list: 'Who is paged, in which order',
    create: 'Adds an escalation policy',
    get: 'One escalation policy',
    replace: 'Replaces an escalation policy; incidents that are open keep the one they opened with',
    change:
      'Changes the given fields of an escalation policy; incidents that are open keep the one they opened with',
    delete: 'Deletes an escalation policy that no service and no response plan names',
  },
});

export const escalationPolicyRoutes = {
  listEscalationPolicies: policies.list,
  createEscalationPolicy: policies.create,
  getEscalationPolicy: policies.get,
  replaceEscalationPolicy: policies.replace,
  changeEscalationPolicy: policies.change,
  deleteEscalationPolicy: policies.delete,
} as const satisfies RouteDefinitions;
