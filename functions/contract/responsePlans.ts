import * as z from 'zod';
import {
  planChoice,
  planDiff,
  planFacts,
  planSave,
  responsePlan,
  responsePlanInput,
  responsePlanPatch,
  responsePlanVersion,
} from '#domain/plan/schema.ts';
import { configurationRoutes } from './configurationRoutes.ts';
import { listQuery, pageOf } from './lists.ts';
import { flag, idParams } from './parameters.ts';
import type { RouteDefinitions } from './route.ts';

const path = '/v1/response-plans';
const prefix = 'pln';

const plans = configurationRoutes({
  path,
  prefix,
  thing: responsePlan,
  input: responsePlanInput,
  patch: responsePlanPatch,
  summaries: {
    list: 'What to do in incidents of a kind: roles, runbook, communication, review',
    create: 'Adds a response plan',
    get: 'One response plan',
    replace: 'Saves a new version of a response plan; incidents that are open keep the one they opened with',
    change:
      'Saves a version of a response plan with the given fields; incidents that are open keep the one they opened with',
    delete: 'Deletes a response plan that no service names; its versions stay',
  },
});

const version = z.coerce.number<string>().int().min(1).max(99_999_999);

/** Of one version. */
const params = z.object({ ...idParams(prefix).shape, version });

export const responsePlanRoutes = {
  listResponsePlans: {
    ...plans.list,
    query: z.strictObject({
      ...listQuery.shape,
      stale: flag
        .optional()
        .meta({ description: 'Only those that somebody has to look at again, or only the others' }),
    }),
  },
  createResponsePlan: plans.create,
  matchResponsePlan: {
    method: 'POST',
    path: `${path}/match`,
    tag: 'configuration',
    scope: 'read',
    summary: 'Explains which response plan an incident would get',
    body: planFacts,
    responses: { 200: planChoice },
    errors: [],
  },
  getResponsePlan: plans.get,
  replaceResponsePlan: plans.replace,
  changeResponsePlan: plans.change,
  deleteResponsePlan: plans.delete,
  listResponsePlanVersions: {
    method: 'GET',
    path: `${path}/{id}/versions`,
    tag: 'configuration',
    scope: 'read',
    summary: 'The saves of a response plan, the last one first; also of one that has been deleted',
    params: idParams(prefix),
    query: listQuery,
    responses: { 200: pageOf(planSave) },
    errors: [],
  },
  getResponsePlanVersion: {
    method: 'GET',
    path: `${path}/{id}/versions/{version}`,
    tag: 'configuration',
    scope: 'read',
    summary: 'A response plan as one of its saves left it',
    params,
    responses: { 200: responsePlanVersion },
    errors: [],
  },
  diffResponsePlanVersions: {
    method: 'GET',
    path: `${path}/{id}/versions/{version}/diff`,
    tag: 'configuration',
    scope: 'read',
    summary: 'What has changed up to a version of a response plan',
    params,
    query: z.strictObject({
      with: version.optional().meta({ description: 'The version to compare with; default: the one before' }),
    }),
    responses: { 200: planDiff },
    errors: [],
  },
} as const satisfies RouteDefinitions;
