import { type Change, changeOf, type EventDraft, muster } from '../incident/change.ts';
import type { IncidentRecord } from '../incident/record.ts';
import type { RunbookStepInput } from '../plan/schema.ts';
import type { StepProgress } from './schema.ts';

/** A change is one transaction, for which DynamoDB has a limit of 100 items, and each step makes two. */
const MOST_AT_ONCE = 40;

/**
 * Decides what becomes of automated steps that have not reported back in time: they are shown as expired, and
 * people do them. Where very many are over, the timers of the others stay, and the clock comes back for them.
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
  const over = record.stepTimers
    .filter((timer) => timer.at <= at)
    .slice(0, MOST_AT_ONCE)
    .map(({ key }) => key);
  const left = record.stepTimers.filter(({ key }) => !over.includes(key));
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
