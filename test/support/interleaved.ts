import type fc from 'fast-check';
import type { World } from './world.ts';

/** What goes wrong with one call of a port. */
export type Fault =
  /** It never arrives. */
  | 'lost'
  /** It takes effect, and its caller hears of an error. */
  | 'unheard'
  /** It takes effect twice, and its caller hears of the second time. */
  | 'twice';

/** The error by which a test tells a fault that it made from one that it found. */
export class Faulty extends Error {}

const calls = ['incidents', 'clocks', 'executions', 'organisation', 'links'] as const;

/**
 * The world's ports as concurrent callers meet them: each call arrives and is answered when the scheduler says
 * so, time passes only for those who sleep, and calls may go wrong.
 *
 * @param faultOf what goes wrong with the call of this number, from 0; most calls have no fault
 */
export function interleaved(
  world: World,
  scheduler: fc.Scheduler,
  faultOf: (call: number) => Fault | undefined = () => undefined,
): World['ports'] {
  let made = 0;
  const turn = (label: string) => scheduler.schedule(Promise.resolve(), label);

  async function faulty<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    const fault = faultOf(made);
    made += 1;
    if (fault === 'lost') throw new Faulty('The call was lost.');
    const answer = await call();
    if (fault === 'unheard') throw new Faulty('The answer was lost.');
    return fault === 'twice' ? call() : answer;
  }

  function scheduled<Port extends object>(name: string, port: Port): Port {
    return new Proxy(port, {
      get(target, property, receiver) {
        const method: unknown = Reflect.get(target, property, receiver);
        // A list that is read step by step has no single moment of its own.
        if (typeof method !== 'function' || property === 'listOpen') return method;
        return async (...args: unknown[]) => {
          await turn(`${name}.${String(property)} arrives`);
          try {
            return await faulty(() => method.apply(target, args));
          } finally {
            await turn(`${name}.${String(property)} is answered`);
          }
        };
      },
    });
  }

  const ports = { ...world.ports };
  for (const name of calls) Object.assign(ports, { [name]: scheduled(name, world.ports[name]) });
  return {
    ...ports,
    clock: {
      now: world.ports.clock.now,
      sleep: async (milliseconds) => {
        const wakes = world.ports.clock.now().getTime() + milliseconds;
        await turn('wakes');
        world.pass(Math.max(0, wakes - world.ports.clock.now().getTime()));
      },
    },
    pager: {
      // Handed over at once: what SNS does with it afterwards is its own affair.
      send: async (...page) => {
        try {
          return await faulty(() => world.ports.pager.send(...page));
        } finally {
          await turn('page is answered');
        }
      },
    },
  };
}
