import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ensureAdminKey } from './adminKey.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION, localEndpoint } from './awsAccess.ts';
import { type Claim, claim, readClaim } from './claim.ts';
import { seedDemo } from './demo.ts';
import { startDeployedAws } from './deployedAws.ts';
import { type Deployment, localApiUrl, readDeployment, writeDeployment } from './deployment.ts';
import { Failure } from './failure.ts';
import { startInbox } from './inbox.ts';
import { moveToPort } from './movedPort.ts';
import { type Outputs, removeOutputs, writeOutputs } from './outputs.ts';
import { portsFor, requireFree } from './ports.ts';
import { identify, isRunning, type ProcessIdentity } from './processIdentity.ts';
import type { Progress } from './progress.ts';
import { forget, makeFolders, type StateDirectory, stateDirectory } from './stateDirectory.ts';
import { until } from './waiting.ts';

/** One local stack: the local AWS with Muster deployed, and an inbox. */
export interface StackOptions {
  /** The port of the local AWS; the inbox's ports follow from it. */
  port: number;
  /** The folder that keeps this stack's data and its outputs.json. */
  stateDir: string;
  /** Whether to seed the demo organisation. */
  demo: boolean;
  /** Whether to forget what earlier runs stored in `stateDir`. */
  fresh: boolean;
  progress: Progress;
  /** Gives up starting. What was started is stopped again. */
  signal: AbortSignal;
  /** Where the Lambda functions find AWS, if not directly: for a proxy in between. */
  lambdaEndpoint?: string;
}

/** A running stack. It belongs to this process and does not outlive it. */
export interface Stack {
  outputs: Outputs;
  /** Resolves once the local AWS has ended, be it stopped or crashed. */
  ended: Promise<void>;
  /** Stops everything, with the data saved. */
  stop(): Promise<void>;
}

/** What the claim on a state directory tells others. */
interface StackDetails {
  port: number;
  ministack?: ProcessIdentity | undefined;
}

const PROJECT_ROOT = dirname(import.meta.dirname);
const LONGEST_END_MS = 40_000;

/** Where `npm start` keeps its stack. */
export const DEFAULT_STATE_DIR = join(PROJECT_ROOT, '.muster');

/**
 * Starts a stack and returns when it is ready: deployed, IAM enforced, an admin key made, outputs.json written.
 *
 * @throws Failure when something is missing, taken or fails; nothing is left running then
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { port, progress, signal } = options;
  const ports = portsFor(port);
  const directory = stateDirectory(resolve(options.stateDir));
  await mkdir(directory.root, { recursive: true });
  const held = await claimDirectory(directory, port);
  const closers: (() => Promise<void>)[] = [() => held.release()];
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= closeAll(closers));
  try {
    await requireFree(ports);
    const kept = await keptDeployment(directory, options);
    await makeFolders(directory);
    const inbox = await startInbox(ports, directory.mail);
    closers.push(inbox.stop);
    const { outputs: deployed, ministack } = await startDeployedAws({
      projectRoot: PROJECT_ROOT,
      directory,
      ports,
      kept,
      lambdaEndpoint: options.lambdaEndpoint,
      progress,
      signal,
      onProcess: async (pid) => held.update({ port, ministack: await identify(pid) }),
    });
    closers.push(ministack.stop);
    const awsEndpoint = localEndpoint(port);
    const apiUrl = localApiUrl(port);
    const adminKey = await ensureAdminKey(directory.adminKey, {
      apiUrl,
      awsEndpoint,
      tableName: deployed.TableName,
    });
    if (options.demo) await progress.step('Seeding the demo organisation', () => seedDemo(apiUrl, adminKey));
    const outputs: Outputs = {
      apiUrl,
      dashboardUrl: `${apiUrl}/`,
      statusPageUrl: `${apiUrl}/status`,
      inboxUrl: inbox.url,
      adminKey,
      awsEndpoint,
      region: LOCAL_REGION,
      ...LOCAL_CREDENTIALS,
      alarmTopicArn: deployed.AlarmTopicArn,
      alarmFunctionArn: deployed.AlarmFunctionArn,
      eventBusName: deployed.EventBusName,
      tableName: deployed.TableName,
      stateMachineArn: deployed.StateMachineArn,
      pid: process.pid,
    };
    closers.push(() => removeOutputs(directory.outputs));
    await writeOutputs(directory.outputs, outputs);
    return { outputs, ended: ministack.ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
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

async function claimDirectory(directory: StateDirectory, port: number): Promise<Claim<StackDetails>> {
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

async function awaitEnd(ministack: ProcessIdentity | undefined): Promise<void> {
  if (!ministack) return;
  const ended = async () => !(await isRunning(ministack));
  if (await until(ended, LONGEST_END_MS)) return;
  process.kill(ministack.pid, 'SIGKILL');
  await until(ended, LONGEST_END_MS);
}

/** What an earlier run deployed, after forgetting it where that was asked for or where nothing usable is left. */
async function keptDeployment(
  directory: StateDirectory,
  options: StackOptions,
): Promise<Deployment | undefined> {
  const kept = options.fresh ? undefined : await readDeployment(directory);
  if (!kept) {
    await forget(directory);
    return undefined;
  }
  if (kept.port === options.port) return kept;
  const moved = { ...kept, port: options.port };
  await moveToPort(directory.aws, kept.port, options.port);
  await writeDeployment(directory, moved);
  return moved;
}

async function closeAll(closers: (() => Promise<void>)[]): Promise<void> {
  for (const close of closers.toReversed()) await close();
}
