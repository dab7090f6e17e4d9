import type { World } from '../world.ts';

/** Where a process dies: at which of its writes and sends, from 0, and whether that one has still taken effect. */
export interface Death {
  at: number;
  effect: 'none' | 'done';
}

/** Another process, and how many calls the one has made when it comes. */
interface Interruption {
  calls: number;
  work: (ports: World['ports']) => Promise<void>;
}

/** The error with which everything fails that a dead process still tries. */
class Dead extends Error {}

const writes = ['commit', 'put', 'start', 'succeed', 'fail', 'stop', 'take', 'join', 'close', 'send'];
const reached = [
  'incidents',
  'clocks',
  'executions',
  'organisation',
  'turns',
  'bundles',
  'links',
  'pager',
] as const;

/**
 * The world's ports as a process has them that may die at any write or send. From then on none of its calls arrives,
 * until the next process begins.
 */
export function mortal(world: World) {
  let doom: Death | undefined;
  let made = 0;
  let dead = false;
  let interruption: Interruption | undefined;

  /** The process stands still until the other one is done or has to wait itself. */
  async function interrupt(): Promise<void> {
    if (!interruption) return;
    interruption.calls -= 1;
    if (interruption.calls >= 0) return;
    const { work } = interruption;
    interruption = undefined;
    const waits = Promise.withResolvers<void>();
    const { now, sleep } = world.ports.clock;
    const clock = {
      now,
      sleep: (milliseconds: number) => {
        waits.resolve();
        return sleep(milliseconds);
      },
    };
    await Promise.race([work({ ...world.ports, clock }), waits.promise]);
  }

  async function call<Answer>(isWrite: boolean, work: () => Promise<Answer>): Promise<Answer> {
    await interrupt();
    if (dead) throw new Dead('The process is dead.');
    const dies = isWrite && doom?.at === made;
    if (isWrite) made += 1;
    if (!dies) return work();
    dead = true;
    if (doom?.effect === 'done') await work();
    doom = undefined;
    throw new Dead('The process dies.');
  }

  function guarded<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get(target, property, receiver) {
        const method: unknown = Reflect.get(target, property, receiver);
        // What is read step by step dies with the first step after it.
        if (typeof method !== 'function' || property === 'listOpen') return method;
        return (...args: unknown[]) =>
          call(writes.includes(String(property)), () => method.apply(target, args));
      },
    });
  }

  const ports = { ...world.ports };
  for (const name of reached) Object.assign(ports, { [name]: guarded(world.ports[name]) });
  const { now, sleep } = world.ports.clock;
  ports.clock = { now, sleep: (milliseconds) => call(false, () => sleep(milliseconds)) };
  return {
    ports,
    /** Has one of the next processes die; undefined: none of them. */
    doom: (death: Death | undefined) => {
      doom = death;
      made = 0;
    },
    /** Has another process come between the calls of the next one. Undefined: none does. */
    interruptWith: (other: Interruption | undefined) => {
      interruption = other && { ...other };
    },
    /**
     * Runs a process.
     *
     * @returns `died` where it did so, whether or not it noticed
     */
    live: async (work: () => Promise<unknown>): Promise<'lived' | 'died'> => {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof Dead)) throw error;
      }
      const outcome = dead ? 'died' : 'lived';
      dead = false;
      return outcome;
    },
  };
}
