import { type Change, changeOf, type EventDraft, muster } from '../incident/change.ts';
import type { IncidentRecord } from '../incident/record.ts';
import type { RunbookStepInput } from '../plan/schema.ts';
import type { StepProgress } from './schema.ts';

/**
 * Decides what becomes of automated steps that have not reported back in time: they are shown as expired, and
 * people do them.
 *
 * @param plan the runbook, for the titles of its steps
 * @param steps those of the incident to which something has happened
 */
export function decideExpiry(
  record: IncidentRecord,
  plan: Pick<RunbookStepInput, 'key' | 'title'>[],
  steps: StepProgress[],
  now: Date,
): Change {
  const at = now.toISOString();
  const left = record.stepTimers.filter((timer) => timer.at > at);
  const over = record.stepTimers.filter((timer) => timer.at <= at).map(({ key }) => key);
  const expired = steps
    .filter(({ key, state }) => state === 'requested' && over.includes(key))
    .map((step) => ({ ...step, state: 'expired' as const, at, by: muster, expiresAt: null }));
  const events = expired.map(
    (step): EventDraft => ({
      type: 'step.expired',
      actor: muster,
      data: { step: step.key, title: plan.find(({ key }) => key === step.key)?.title, run: step.run },
      reason: 'The automation has not reported back in time. Somebody has to do the step.',
    }),
  );
  return { ...changeOf(record, now, { stepTimers: left }, events), steps: expired };
}
