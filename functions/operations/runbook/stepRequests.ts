import type { StepRequestData } from '#domain/runbook/request.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';

/** What the target of a rule gets of a step that it is asked to run. */
export interface RequestedStep {
  incidentId: string;
  number: number;
  /** Of the incident, as somebody outside may have written it. */
  title: string;
  priority: string;
  serviceId: string;
  stepKey: string;
  stepTitle: string;
  /** The how manieth: with the incident and the step it names this request, which may arrive more than once. */
  run: number;
  automation: string;
  parameters: Record<string, string>;
  expiresAt: string;
  /** Where to report to, below the API's address. */
  completePath: string;
  failPath: string;
}

/** Where automations are asked to run. */
export interface StepRequests {
  /** @throws Error where it is not certain that the request is out */
  request(step: RequestedStep): Promise<void>;
}

/**
 * Asks for the automations whose requests stand in timeline events, in the order of their incident. May run
 * again with the same events; whoever receives them tells them apart by incident, step and run.
 */
export async function requestSteps(events: TimelineEvent[], requests: StepRequests): Promise<void> {
  const requested = events.filter(({ type }) => type === 'step.requested');
  const byIncident = Map.groupBy(requested, ({ incidentId }) => incidentId);
  await Promise.all(
    [...byIncident.values()].map(async (ofOne) => {
      for (const event of ofOne) await requests.request(toRequest(event));
    }),
  );
}

function toRequest({ incidentId, data }: TimelineEvent): RequestedStep {
  const { incident, step, title, run, automation, parameters, expiresAt } =
    data as unknown as StepRequestData;
  const path = `/v1/incidents/${incidentId}/runbook/${step}`;
  return {
    incidentId,
    ...incident,
    stepKey: step,
    stepTitle: title,
    run,
    automation,
    parameters,
    expiresAt,
    completePath: `${path}/complete`,
    failPath: `${path}/fail`,
  };
}
