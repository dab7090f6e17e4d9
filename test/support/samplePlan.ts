import type { ResponsePlanInput, RunbookStepInput } from '#domain/plan/schema.ts';

/**
 * A plan with nothing in it but its name.
 *
 * @param changes what it has beside
 */
export const planInput = (changes: Partial<ResponsePlanInput> = {}): ResponsePlanInput => ({
  key: null,
  name: 'Payments down',
  description: null,
  teamId: null,
  match: null,
  titleTemplate: null,
  defaults: { severity: null, impact: null, category: null },
  escalationPolicyId: null,
  roles: [],
  runbook: { steps: [] },
  communication: { audiences: [], cadence: {} },
  bridgeUrl: null,
  chatUrl: null,
  review: { required: false, dueIn: null },
  quietPeriod: null,
  reviewBy: null,
  ...changes,
});

/** A step of a runbook that a person does when they see fit. */
export const runbookStep = (key: string, changes: Partial<RunbookStepInput> = {}): RunbookStepInput => ({
  key,
  title: `Step ${key}`,
  text: '',
  required: false,
  role: null,
  target: null,
  automation: null,
  ...changes,
});
