import type { Change } from '#domain/incident/change.ts';
import { planClock, stageOf, successor } from '#domain/incident/clock.ts';
import { wakeAt } from '#domain/incident/wakeAt.ts';
import type { ChangePorts } from '../incident/changeIncident.ts';

/**
 * Tells the waiting execution that its incident has moved. Nothing depends on it: a clock that is not told
 * finds out when it wakes, and the sweeper finds one that wakes too late.
 *
 * @param change one that was written
 */
export async function wakeClock(change: Change, ports: Omit<ChangePorts, 'incidents'>): Promise<void> {
  const { before, after } = change;
  if (stageOf(before) === stageOf(after) && wakeAt(before) === wakeAt(after)) return;
  try {
    const waiting = await ports.clocks.get(after.id);
    if (!waiting || waiting.epoch !== after.epoch) return;
    if (successor[waiting.stage] === stageOf(after)) {
      await ports.executions.succeed(waiting.taskToken, planClock(after, ports.clock.now()));
    } else {
      await ports.executions.fail(waiting.taskToken, 'Muster.Replan', `The incident is ${after.status}.`);
    }
  } catch (error) {
    ports.log.error('A clock could not be told that its incident moved. It finds out when it wakes.', {
      incidentId: after.id,
      error,
    });
  }
}
