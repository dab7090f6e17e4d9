import * as z from 'zod';
import type { RefusalCode } from '#domain/refusal.ts';
import {
  assignStepInput,
  completeStepInput,
  failStepInput,
  runbookStep,
  type StepAction,
  skipStepInput,
} from '#domain/runbook/schema.ts';
import { incidentParams } from './parameters.ts';
import type { RouteDefinition, RouteDefinitions } from './route.ts';

const path = '/v1/incidents/{id}/runbook';
const params = z.object({ ...incidentParams.shape, key: runbookStep.shape.key });

const errors = ['invalid-transition', 'conflict'] as const satisfies RefusalCode[];

/** An action on a step: its name is the last part of the path. */
const action = <Name extends StepAction['name']>(name: Name, summary: string) =>
  ({
    method: 'POST',
    path: `${path}/{key}/${name}`,
    tag: 'incidents',
    scope: 'respond',
    summary,
    params,
    responses: { 200: runbookStep },
    errors,
  }) as const satisfies RouteDefinition;

export const runbookRoutes = {
  getRunbook: {
    method: 'GET',
    path,
    tag: 'incidents',
    scope: 'read',
    summary: 'The runbook of an incident: the steps of its plan and how far each is; none without a plan',
    params: incidentParams,
    responses: { 200: z.object({ steps: z.array(runbookStep) }) },
    errors: [],
  },
  completeStep: {
    ...action('complete', 'Says that a step is done, by a person or by its automation'),
    body: completeStepInput,
  },
  skipStep: {
    ...action('skip', 'Says that a step is not needed this time, and why'),
    body: skipStepInput,
  },
  assignStep: {
    ...action('assign', 'Gives a step to somebody, or to nobody any more'),
    body: assignStepInput,
  },
  failStep: {
    ...action('fail', 'Reports that the automation of a step has failed; people do it then'),
    body: failStepInput,
  },
  runStep: {
    ...action('run', 'Asks for the automation of a step, the first time or after a failure'),
    errors: [...errors, 'validation-failed'],
  },
} as const satisfies RouteDefinitions;
