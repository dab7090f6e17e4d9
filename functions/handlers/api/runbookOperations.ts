import type { runbookRoutes } from '#contract/runbook.ts';
import type { Actor } from '#domain/incident/schema.ts';
import type { ChangePorts } from '#operations/incident/changeIncident.ts';
import { incidentIdOf } from '#operations/incident/findIncident.ts';
import { type AskedAction, actOnStep } from '#operations/runbook/actOnStep.ts';
import { type RunbookPorts, readRunbook } from '#operations/runbook/readRunbook.ts';
import type { Operations } from './http/createApi.ts';

interface StepRequest {
  params: { id: string; key: string };
  actor: Actor;
}

/** What answers the routes of runbooks. */
export function runbookOperations(ports: ChangePorts & RunbookPorts): Operations<typeof runbookRoutes> {
  const act = async ({ params, actor }: StepRequest, action: AskedAction) => {
    const incidentId = await incidentIdOf(params.id, ports.incidents);
    return { status: 200 as const, body: await actOnStep(incidentId, params.key, action, actor, ports) };
  };
  return {
    getRunbook: async ({ params }) => ({
      status: 200,
      body: { steps: await readRunbook(params.id, ports) },
    }),
    completeStep: (request) => act(request, { name: 'complete', ...request.body }),
    skipStep: (request) => act(request, { name: 'skip', ...request.body }),
    assignStep: (request) => act(request, { name: 'assign', ...request.body }),
    failStep: (request) => act(request, { name: 'fail', ...request.body }),
    runStep: (request) => act(request, { name: 'run' }),
  };
}
