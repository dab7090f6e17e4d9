import type { responsePlanRoutes } from '#contract/responsePlans.ts';
import { type ResponsePlan, responsePlanInput, type SavedPlan } from '#domain/plan/schema.ts';
import { responsePlanKind } from '#operations/configuration/kinds.ts';
import { choosePlan } from '#operations/plan/choosePlan.ts';
import { withFreshness } from '#operations/plan/freshness.ts';
import { listPlans, type PlanPorts } from '#operations/plan/listPlans.ts';
import { diffVersions, listVersions, readVersion } from '#operations/plan/versions.ts';
import type { Operations } from '../http/createApi.ts';
import { crud } from './crud.ts';

/** What answers the routes of response plans. */
export function responsePlanOperations(ports: PlanPorts): Operations<typeof responsePlanRoutes> {
  const plans = crud(responsePlanKind, responsePlanInput, ports);
  const fresh = async <Status>(answer: { status: Status; body: SavedPlan }) => {
    const [body] = (await withFreshness([answer.body], ports)) as [ResponsePlan];
    return { status: answer.status, body };
  };
  return {
    listResponsePlans: async ({ query }) => ({ status: 200, body: await listPlans(query, ports) }),
    createResponsePlan: async (request) => fresh(await plans.create(request)),
    matchResponsePlan: async ({ body }) => ({ status: 200, body: await choosePlan(body, ports) }),
    getResponsePlan: async (request) => fresh(await plans.get(request)),
    replaceResponsePlan: async (request) => fresh(await plans.replace(request)),
    changeResponsePlan: async (request) => fresh(await plans.change(request)),
    deleteResponsePlan: plans.delete,
    listResponsePlanVersions: async ({ params, query }) => ({
      status: 200,
      body: await listVersions(params.id, query, ports.store),
    }),
    getResponsePlanVersion: async ({ params }) => ({
      status: 200,
      body: await readVersion(params.id, params.version, ports.store),
    }),
    diffResponsePlanVersions: async ({ params, query }) => ({
      status: 200,
      body: await diffVersions(params.id, params.version, query.with, ports.store),
    }),
  };
}
