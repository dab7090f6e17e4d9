import {
  escalationPolicy,
  escalationPolicyInput,
  escalationPolicyPatch,
  simulation,
  simulationInput,
} from '#domain/escalation/schema.ts';
import { configurationRoutes } from './configurationRoutes.ts';
import { idParams } from './parameters.ts';
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
      'Replaces the given fields of an escalation policy, each as a whole; incidents that are open keep the one they opened with',
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
  simulateEscalationPolicy: {
    method: 'POST',
    path: '/v1/escalation-policies/{id}/simulate',
    tag: 'configuration',
    scope: 'read',
    summary: 'Who would be paged, when and why, if nobody acknowledged; nobody is',
    params: idParams('pol'),
    body: simulationInput,
    responses: { 200: simulation },
    errors: [],
  },
} as const satisfies RouteDefinitions;
