import type { ClockPlan, Stage } from '#domain/incident/clock.ts';
import { replan, type SupersededPlan } from '#operations/clock/replan.ts';
import { type ClockPorts, runStage } from '#operations/clock/runStage.ts';
import type { World } from '../world.ts';

/** A state in which an execution waits. */
interface Waiting {
  incidentId: string;
  epoch: number;
  stage: Stage;
  waits: number[];
  taskToken: string;
  enteredAt: string;
}

/** How long a state waits that has no time left, in seconds, as in statemachines/incident-lifecycle.asl.json. */
const WITHOUT_WAITS = 60;
/** More transitions than this at a stretch are a circle. */
const MOST_TRANSITIONS = 30;

/**
 * Step Functions in miniature: goes with each execution from state to state, as statemachines/README.md says.
 *
 * @param ports by which the Clock function does its work
 * @param live runs that function once, and says whether it died
 * @param lag how long Step Functions takes for a transition, in milliseconds
 */
export function timekeeper(
  world: World,
  ports: ClockPorts,
  live: (work: () => Promise<unknown>) => Promise<'lived' | 'died'>,
  lag: number,
) {
  const executions = new Map<string, Waiting>();
  const looks = new Map<string, number>();
  let heard = 0;
  let tokens = 0;
  const now = () => world.ports.clock.now().getTime();

  async function enter(name: string, plan: ClockPlan | SupersededPlan): Promise<void> {
    world.pass(lag);
    if (plan.stage === 'closed' || plan.stage === 'superseded') {
      executions.delete(name);
      world.running.delete(name);
      return;
    }
    const enteredAt = new Date(now()).toISOString();
    for (;;) {
      tokens += 1;
      const state = { ...plan, stage: plan.stage, taskToken: `token-${tokens}`, enteredAt };
      executions.set(name, state);
      if ((await live(() => runStage(state, ports))) === 'lived') {
        looks.set(plan.incidentId, (looks.get(plan.incidentId) ?? 0) + 1);
        return;
      }
      if (world.told.some((one) => one.kind !== 'started' && one.taskToken === state.taskToken)) return;
      // A function that fails is tried again.
      world.pass(1000);
    }
  }

  /** Takes up what the executions have been told, until none has anything to do but wait. */
  async function settle(): Promise<void> {
    for (let transitions = 0; heard < world.told.length; heard += 1) {
      const told = world.told[heard];
      if (!told) return;
      const name =
        told.kind === 'started'
          ? `${told.plan.incidentId}-${told.plan.epoch}`
          : [...executions].find(([, { taskToken }]) => taskToken === told.taskToken)?.[0];
      if (name === undefined || !world.running.has(name)) continue;
      if (told.kind === 'started' && executions.has(name)) continue;
      transitions += 1;
      if (transitions > MOST_TRANSITIONS) throw new Error(`Execution ${name} goes round in circles.`);
      await enter(name, await planAfter(name, told));
    }
  }

  async function planAfter(name: string, told: World['told'][number]): Promise<ClockPlan | SupersededPlan> {
    if (told.kind !== 'failed') return told.plan;
    const { incidentId = '', epoch = 0 } = executions.get(name) ?? {};
    if (told.error === 'Muster.Superseded') return { incidentId, epoch, stage: 'superseded', waits: [] };
    return replan(incidentId, epoch, ports);
  }

  const timeOutAt = ({ enteredAt, waits }: Waiting) =>
    Date.parse(enteredAt) + (waits[0] ?? WITHOUT_WAITS) * 1000;

  function firstToTimeOut(): [string, Waiting] | undefined {
    return [...executions]
      .filter(([name]) => world.running.has(name))
      .sort(([, one], [, other]) => timeOutAt(one) - timeOutAt(other))[0];
  }

  return {
    settle,
    /** Lets time go by, with everything that comes due in it. @param until in milliseconds since 1970 */
    async passUntil(until: number): Promise<void> {
      await settle();
      for (
        let next = firstToTimeOut();
        next && timeOutAt(next[1]) <= Math.max(until, now());
        next = firstToTimeOut()
      ) {
        const [name, state] = next;
        world.pass(Math.max(0, timeOutAt(state) - now()));
        await enter(name, { ...state, waits: state.waits.slice(1) });
        await settle();
      }
      world.pass(Math.max(0, until - now()));
    },
    /** Runs the function of the state once more that an execution is in, as Lambda may. */
    async again(name: string): Promise<void> {
      const state = executions.get(name);
      if (state && world.running.has(name)) await runStage(state, ports);
    },
    /** When an execution wakes unless it is told something before, in milliseconds since 1970; undefined: it is gone. */
    wakesAt(name: string): number | undefined {
      const state = world.running.has(name) ? executions.get(name) : undefined;
      return state && timeOutAt(state);
    },
    /** How many times the clock of an incident has come to the end of a look. */
    looks: (incidentId: string) => looks.get(incidentId) ?? 0,
  };
}
