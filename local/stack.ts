import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ensureAdminKey } from './adminKey.ts';
import { connectApi } from './api.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION, localEndpoint } from './awsAccess.ts';
import { savedSince } from './checkpoints.ts';
import { seedDemo } from './demo.ts';
import { startDeployedAws } from './deployedAws.ts';
import { type Deployment, localApiUrl, readDeployment, writeDeployment } from './deployment.ts';
import { startInbox } from './inbox.ts';
import { moveToPort } from './movedPort.ts';
import { type Outputs, removeOutputs, writeOutputs } from './outputs.ts';
import { claimStack } from './ownership.ts';
import { portsFor, requireFree } from './ports.ts';
import { identify } from './processIdentity.ts';
import type { Progress } from './progress.ts';
import { forget, makeFolders, type StateDirectory, stateDirectory } from './stateDirectory.ts';

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

const PROJECT_ROOT = dirname(import.meta.dirname);

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
  const held = await claimStack(directory, port);
  const closers: (() => Promise<void>)[] = [() => held.release()];
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= closeAll(closers));
  try {
    await requireFree(ports);
    const kept = await keptDeployment(directory, options);
    await makeFolders(directory);
    const inbox = await startInbox(ports, directory.mail);
    closers.push(inbox.stop);
    const { ministack, deployment } = await startDeployedAws({
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
    const deployedAt = Date.now();
    const deployed = deployment.outputs;
    const awsEndpoint = localEndpoint(port);
    const apiUrl = localApiUrl(port);
    const adminKey = await ensureAdminKey(directory.adminKey, {
      apiUrl,
      awsEndpoint,
      tableName: deployed.TableName,
    });
    if (options.demo) {
      const api = connectApi(apiUrl, adminKey);
      await progress.step('Seeding the demo organisation', () => seedDemo(api));
    }
    if (deployment !== kept) {
      await savedSince(directory, deployedAt, signal);
      await writeDeployment(directory, deployment);
    }
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

/** Closes the last opened first, and every one whatever happens to the others. */
async function closeAll(closers: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers.toReversed()) await close().catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
