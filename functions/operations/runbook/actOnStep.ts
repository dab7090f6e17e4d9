import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Actor } from '#domain/incident/schema.ts';
import type { RunbookStepInput } from '#domain/plan/schema.ts';
import { Refusal } from '#domain/refusal.ts';
import { decideStep } from '#domain/runbook/decide.ts';
import { presentStep } from '#domain/runbook/present.ts';
import type { RunbookStep, StepAction, StepProgress } from '#domain/runbook/schema.ts';
import { untouched } from '#domain/runbook/states.ts';
import { wakeClock } from '../clock/wake.ts';
import { type ChangePorts, changeIncident, notFound } from '../incident/changeIncident.ts';
import type { Organisation } from '../incident/store.ts';
import { unknownContact } from '../incident/unknownContact.ts';

/** An action as somebody asks for it, who names a person by their id. */
export type AskedAction =
  | Exclude<StepAction, { name: 'assign' }>
  | { name: 'assign'; contactId: string | null };

/** A step as it was when it was decided on. */
interface SeenStep {
  record: IncidentRecord;
  step: RunbookStepInput;
  progress: StepProgress | null;
}

/**
 * Does something to a step of an incident's runbook: people tick it off, skip it, hand it to somebody or run its
 * automation, and the automation reports what became of it.
 *
 * @param key of the step in the plan
 * @returns the step as it is then
 * @throws Refusal `not-found`, `validation-failed`, `invalid-transition` or `conflict`
 */
export async function actOnStep(
  incidentId: string,
  key: string,
  asked: AskedAction,
  actor: Actor,
  ports: ChangePorts & { organisation: Organisation },
): Promise<RunbookStep> {
  const action = await withAssignee(asked, ports.organisation);
  let seen: SeenStep | undefined;
  const change = await changeIncident(
    incidentId,
    async (record) => {
      const step = await requireStep(record, key, ports.organisation);
      // Read after the record: whoever changes a step moves the record on, so a change decided on steps that
      // are older than the record is never written.
      const progress = (await ports.incidents.steps(record.id)).find((one) => one.key === key) ?? null;
      seen = { record, step, progress };
      return decideStep(record, step, progress, action, { actor, now: ports.clock.now() });
    },
    ports,
  );
  if (!seen) throw notFound(incidentId);
  if (change) await wakeClock(change, ports);
  const progress = change?.steps[0] ?? seen.progress ?? untouched(key);
  return presentStep(seen.step, progress, seen.record.openedAt, ports.clock.now());
}

async function requireStep(
  record: IncidentRecord,
  key: string,
  organisation: Organisation,
): Promise<RunbookStepInput> {
  const step = (await organisation.runbook(record)).find((one) => one.key === key);
  if (step) return step;
  throw new Refusal(
    'not-found',
    `The runbook of incident #${record.number} has no step "${key}". Look at it with GET /v1/incidents/${record.number}/runbook.`,
  );
}

async function withAssignee(asked: AskedAction, organisation: Organisation): Promise<StepAction> {
  if (asked.name !== 'assign') return asked;
  const { name, contactId } = asked;
  if (contactId === null) return { name, assignee: null };
  const assignee = (await organisation.contacts([contactId])).get(contactId);
  if (!assignee) throw unknownContact();
  return { name, assignee };
}
