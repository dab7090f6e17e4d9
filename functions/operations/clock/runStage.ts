import { engage, nextTargets } from '#domain/escalation/engage.ts';
import { rotating } from '#domain/escalation/rotating.ts';
import { beginRound } from '#domain/escalation/round.ts';
import type { Target } from '#domain/escalation/schema.ts';
import { withRowsAhead } from '#domain/incident/change.ts';
import { planClock, type Stage, stageOf, successor } from '#domain/incident/clock.ts';
import { decideDue, rest } from '#domain/incident/due.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { wakeAt } from '#domain/incident/wakeAt.ts';
import type { Turns } from '../escalation/turns.ts';
import type { ClockStore, Executions } from '../incident/store.ts';
import type { PagingPorts } from '../paging/round.ts';
import { sendPages } from '../paging/sendPages.ts';
import { expireSteps } from '../runbook/expireSteps.ts';

/** What a state of the execution hands over when it is entered. */
export interface StageEntered {
  stage: Stage;
  incidentId: string;
  epoch: number;
  /** Seconds; the first is how long the state waits unless it is told to go on. */
  waits: number[];
  taskToken: string;
  enteredAt: string;
}

export interface ClockPorts extends PagingPorts {
  clocks: ClockStore;
  executions: Executions;
  turns: Turns;
}

/** How often another sender's round is looked at. */
const LOOK_EVERY_MS = 200;
/** A waker that comes this much before the time waits the rest itself. */
const EARLY_MS = 3_000;
/** A timer this much behind the time is still good: with the way to the next page it stays within 2 s. */
const LATE_MS = 500;

/**
 * Does what is due for an incident when its execution enters a state, and sees to it that the state then
 * waits for the right thing.
 *
 * The token is left before the record is read: a move that the reading misses finds the token, and a move
 * that does not find the token is seen by the reading. Runs of the same state at the same time are harmless,
 * since each effect begins with a conditional write.
 */
export async function runStage(entered: StageEntered, ports: ClockPorts): Promise<void> {
  const { incidentId, epoch, stage, taskToken } = entered;
  const ours = await ports.clocks.put(incidentId, { epoch, stage, taskToken });
  if (!ours) return supersede(entered, ports);

  for (;;) {
    const record = await ports.incidents.get(incidentId);
    if (!record || record.epoch !== epoch) return supersede(entered, ports);
    if (record.paging) {
      await finishPaging(record, record.paging, ports);
      continue;
    }
    if (stageOf(record) !== stage) return goOn(record, entered, ports);

    const due = Date.parse(wakeAt(record) ?? entered.enteredAt) - ports.clock.now().getTime();
    if (due <= 0) await act(record, ports);
    else if (wakesInTime(record, entered)) return;
    else if (due <= EARLY_MS) await ports.clock.sleep(due);
    else return replan(entered, ports, 'The time of the next step has changed.');
  }
}

/** Does the first of what is due; the loop comes back for the rest. */
async function act(record: IncidentRecord, ports: ClockPorts): Promise<void> {
  const now = ports.clock.now();
  const isDue = (at: string | undefined) => at !== undefined && at <= now.toISOString();
  if (isDue(record.pageTimes[0])) return sendWaiting(record, ports);
  if (record.stepTimers.some(({ at }) => isDue(at))) return expireSteps(record, ports);
  if (record.status !== 'triggered') {
    await ports.incidents.commit(decideDue(record, now));
    return;
  }
  if (record.escalation.exhausted && !record.policy.whenExhausted.repeatEvery) {
    await ports.incidents.commit(rest(record, now));
    return;
  }
  const targets = nextTargets(record, now);
  const directory = await ports.organisation.directory(targets, now);
  const change = engage(record, { ...directory, turns: await takeTurns(targets, ports) }, now);
  for (const write of withRowsAhead(change)) {
    if ((await ports.incidents.commit(write)) === 'conflict') return;
  }
  const atOnce = change.notifications.filter(
    (row) => row.state === 'pending' && isDue(row.dueAt ?? undefined),
  );
  if (atOnce.length > 0) await sendPages(change.after, atOnce, ports);
}

async function takeTurns(targets: Target[], ports: ClockPorts): Promise<Map<string, number>> {
  const ids = rotating(targets);
  return ids.length > 0 ? await ports.turns.take(ids) : new Map();
}

/** Sends the pages that have waited until now. */
async function sendWaiting(record: IncidentRecord, ports: ClockPorts): Promise<void> {
  const waiting = await ports.incidents.pendingNotifications(record.id);
  const change = beginRound(record, waiting, ports.clock.now());
  if ((await ports.incidents.commit(change)) === 'conflict') return;
  const due = change.notifications.filter((row) => row.state === 'pending');
  if (due.length > 0) await sendPages(change.after, due, ports);
}

/**
 * Sees a round of pages to its end: somebody else's by waiting, and one whose lease ran out without an
 * outcome, because its sender is gone, by sending its pages again.
 */
async function finishPaging(
  record: IncidentRecord,
  paging: { until: string },
  ports: ClockPorts,
): Promise<void> {
  const left = Date.parse(paging.until) - ports.clock.now().getTime();
  if (left > 0) return ports.clock.sleep(Math.min(left, LOOK_EVERY_MS));
  const pending = await ports.incidents.pendingNotifications(record.id);
  const now = ports.clock.now().toISOString();
  return sendPages(
    record,
    pending.filter(({ dueAt }) => (dueAt ?? now) <= now),
    ports,
  );
}

/** The state's own timer, against the record's time. */
function wakesInTime(record: IncidentRecord, entered: StageEntered): boolean {
  const [wait] = entered.waits;
  const wanted = wakeAt(record);
  if (wait === undefined || !wanted) return false;
  const late = Date.parse(entered.enteredAt) + wait * 1000 - Date.parse(wanted);
  return late <= LATE_MS && late >= -EARLY_MS;
}

async function goOn(record: IncidentRecord, entered: StageEntered, ports: ClockPorts): Promise<void> {
  if (successor[entered.stage] === stageOf(record)) {
    return ports.executions.succeed(entered.taskToken, planClock(record, ports.clock.now()));
  }
  return replan(entered, ports, `The incident is ${record.status}.`);
}

function replan(entered: StageEntered, ports: ClockPorts, cause: string): Promise<void> {
  return ports.executions.fail(entered.taskToken, 'Muster.Replan', cause);
}

function supersede(entered: StageEntered, ports: ClockPorts): Promise<void> {
  return ports.executions.fail(
    entered.taskToken,
    'Muster.Superseded',
    'Another execution keeps the time of this incident now.',
  );
}
