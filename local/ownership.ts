import { dirname, join, resolve } from 'node:path';
import { type Claim, claim, readClaim } from './claim.ts';
import { Failure } from './failure.ts';
import { endGroup } from './ministack.ts';
import { type Outputs, readOutputs } from './outputs.ts';
import { isRunning, type ProcessIdentity } from './processIdentity.ts';
import { type StateDirectory, stateDirectory } from './stateDirectory.ts';
import { until } from './waiting.ts';

/** Where `npm start` keeps its stack. */
export const DEFAULT_STATE_DIR = join(dirname(import.meta.dirname), '.muster');

/** What the claim on a state directory tells others. */
export interface StackDetails {
  port: number;
  ministack?: ProcessIdentity | undefined;
}

const LONGEST_END_MS = 75_000;

/**
 * Makes this process the one that runs the stack of a state directory, once whatever ran it before has ended.
 *
 * @throws Failure when another process runs it
 */
export async function claimStack(directory: StateDirectory, port: number): Promise<Claim<StackDetails>> {
  const result = await claim<StackDetails>(directory.claim, { port });
  if ('heldBy' in result) {
    const { owner, details } = result.heldBy;
    throw new Failure(
      `Muster already runs here, on port ${details.port} (process ${owner.pid}). Use it, or end it with npm stop.`,
    );
  }
  // After a crash of the process that ran the stack, its MiniStack is still saving its state.
  await awaitEnd(result.left?.ministack);
  return result.claim;
}

/**
 * The outputs of the stack that runs on a state directory.
 *
 * @returns undefined when none runs, or it is not ready yet
 */
export async function runningStack(stateDir: string): Promise<Outputs | undefined> {
  const directory = stateDirectory(resolve(stateDir));
  const claimed = await readClaim<StackDetails>(directory.claim);
  return claimed && (await isRunning(claimed.owner)) ? readOutputs(directory.outputs) : undefined;
}

/**
 * Ends the stack of a state directory, whichever process runs it, and waits until it has ended.
 *
 * @param stateDir as given to `startStack`
 * @returns whether one was running
 * @throws Failure when it does not end
 */
export async function stopStack(stateDir: string): Promise<boolean> {
  const directory = stateDirectory(resolve(stateDir));
  const claimed = await readClaim<StackDetails>(directory.claim);
  if (!claimed) return false;
  const { owner, details } = claimed;
  const wasRunning = await isRunning(owner);
  if (wasRunning) process.kill(owner.pid, 'SIGTERM');
  if (!(await until(async () => !(await isRunning(owner)), LONGEST_END_MS))) {
    throw new Failure(`Process ${owner.pid} does not end. End it yourself: kill -9 ${owner.pid}`);
  }
  await awaitEnd(details.ministack);
  return wasRunning;
}

async function awaitEnd(ministack: ProcessIdentity | undefined): Promise<void> {
  // A group is ended only after it was seen: later its number may be another's.
  if (!ministack || !(await isRunning(ministack))) return;
  const ended = async () => !(await isRunning(ministack));
  if (!(await until(ended, LONGEST_END_MS))) {
    process.kill(ministack.pid, 'SIGKILL');
    await until(ended, LONGEST_END_MS);
  }
  endGroup(ministack.pid);
}
