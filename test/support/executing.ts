import { replan } from '#operations/clock/replan.ts';
import { type ClockPorts, runStage } from '#operations/clock/runStage.ts';
import type { World } from './world.ts';

const MOST_ROUNDS = 10;

/**
 * Lets an execution go as far as it gets by itself: into the state that the record is in, and on or back to
 * planning as often as it is told so. It ends when it is told that another one has replaced it.
 *
 * @param name incident id, hyphen, epoch, as it was started
 * @param ports by which it does so
 * @param retry runs a Lambda until it succeeds, as Step Functions does
 */
export async function goOn(
  world: World,
  name: string,
  ports: ClockPorts = world.ports,
  retry: <Answer>(work: () => Promise<Answer>) => Promise<Answer> = (work) => work(),
): Promise<void> {
  const hyphen = name.lastIndexOf('-');
  const incidentId = name.slice(0, hyphen);
  const epoch = Number(name.slice(hyphen + 1));
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const plan = await retry(() => replan(incidentId, epoch, ports));
    if (plan.stage === 'superseded' || plan.stage === 'closed') {
      world.running.delete(name);
      return;
    }
    const taskToken = `${name}#${world.told.length}`;
    const enteredAt = world.ports.clock.now().toISOString();
    await retry(() => runStage({ ...plan, stage: plan.stage, taskToken, enteredAt }, ports));
    const told = world.told.some((one) => one.kind !== 'started' && one.taskToken === taskToken);
    if (!told) return;
  }
  throw new Error(`Execution ${name} is planned again and again.`);
}
