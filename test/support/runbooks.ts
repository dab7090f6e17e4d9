import type { IncidentRecord } from '#domain/incident/record.ts';
import type { RunbookStepInput, SavedPlan } from '#domain/plan/schema.ts';
import { openOne } from './opened.ts';
import { organisationOf } from './sampleOrganisation.ts';
import { planInput, runbookStep } from './samplePlan.ts';
import { newWorld, START, type World } from './world.ts';

/** A step that runs by itself and has a minute to report back. */
export const automatedStep = (
  key: string,
  start: 'opened' | 'manual',
  changes: Partial<RunbookStepInput> = {},
): RunbookStepInput =>
  runbookStep(key, {
    automation: { start, name: 'restart-pods', parameters: { pod: 'checkout' }, timeout: 'PT1M' },
    ...changes,
  });

/** A plan for every incident, with these steps. */
export const planWith = (steps: RunbookStepInput[]): SavedPlan => ({
  ...planInput({ match: {}, runbook: { steps } }),
  id: 'pln_00000000000000000000000001',
  version: 3,
  createdAt: START.toISOString(),
  updatedAt: START.toISOString(),
  etag: '"3"',
});

/** An incident that has just opened with a runbook of these steps. */
export async function openWith(steps: RunbookStepInput[]): Promise<{ world: World; record: IncidentRecord }> {
  const world = newWorld(organisationOf({ plans: [planWith(steps)] }));
  return { world, record: await openOne(world) };
}
