import { escalationPolicy, escalationPolicyInput, escalationPolicyPatch } from '#domain/escalation/schema.ts';
import { listQuery, pageOf } from './lists.ts';
import { idParams } from './parameters.ts';
import type { RouteDefinitions } from './route.ts';

export const escalationPolicyRoutes = {
  listEscalationPolicies: {
    method: 'GET',
    path: '/v1/escalation-policies',
    tag: 'configuration',
    scope: 'read',
    summary: 'Who is paged, in which order',
    query: listQuery,
    responses: { 200: pageOf(escalationPolicy) },
    errors: [],
  },
  createEscalationPolicy: {
    method: 'POST',
    path: '/v1/escalation-policies',
    tag: 'configuration',
    scope: 'manage',
    summary: 'Adds an escalation policy',
    body: escalationPolicyInput,
    responses: { 201: escalationPolicy },
    errors: [],
    creates: true,
  },
  getEscalationPolicy: {
    method: 'GET',
    path: '/v1/escalation-policies/{id}',
    tag: 'configuration',
    scope: 'read',
    summary: 'One escalation policy',
    params: idParams('pol'),
    responses: { 200: escalationPolicy },
    errors: [],
  },
  replaceEscalationPolicy: {
    method: 'PUT',
    path: '/v1/escalation-policies/{id}',
    tag: 'configuration',
    scope: 'manage',
    summary: 'Replaces an escalation policy; incidents that are open keep the one they opened with',
    params: idParams('pol'),
    body: escalationPolicyInput,
    responses: { 200: escalationPolicy },
    errors: [],
    guarded: true,
  },
  changeEscalationPolicy: {
    method: 'PATCH',
    path: '/v1/escalation-policies/{id}',
    tag: 'configuration',
    scope: 'manage',
    summary:
      'Changes the given fields of an escalation policy; incidents that are open keep the one they opened with',
    params: idParams('pol'),
    body: escalationPolicyPatch,
    responses: { 200: escalationPolicy },
    errors: [],
    guarded: true,
  },
  deleteEscalationPolicy: {
    method: 'DELETE',
    path: '/v1/escalation-policies/{id}',
    tag: 'configuration',
    scope: 'manage',
    summary: 'Deletes an escalation policy that no service names',
    params: idParams('pol'),
    responses: { 204: null },
    errors: ['in-use'],
    guarded: true,
  },
} as const satisfies RouteDefinitions;
