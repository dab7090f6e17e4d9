import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  LOCAL_ACCOUNT,
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
  localEndpoint,
  pathWithProjectNode,
} from './awsAccess.ts';
import { Failure } from './failure.ts';
import type { Ports } from './ports.ts';
import type { StateDirectory } from './stateDirectory.ts';
import { until } from './waiting.ts';

/** What one MiniStack is started with. */
export interface MiniStackOptions {
  projectRoot: string;
  /** The Python in which MiniStack is installed. */
  python: string;
  ports: Ports;
  directory: StateDirectory;
  /** Where Lambda functions find AWS; another place than MiniStack puts a proxy between them. */
  lambdaEndpoint: string;
  /** Gives up waiting for it to be ready. */
  signal: AbortSignal;
  /** Told the pid before MiniStack is ready. */
  onProcess(pid: number): Promise<void>;
}

/** A running MiniStack. */
export interface MiniStack {
  pid: number;
  /** Resolves once the process has ended, for whatever reason. */
  ended: Promise<void>;
  /** Ends it, with its state saved. Resolves once the process has ended. */
  stop(): Promise<void>;
}

const LONGEST_START_MS = 60_000;
const LONGEST_STOP_MS = 60_000;

/**
 * Starts MiniStack on 127.0.0.1 and waits until it answers.
 *
 * @throws Failure when it ends or stays silent instead
 */
export async function startMiniStack(options: MiniStackOptions): Promise<MiniStack> {
  const log = join(options.directory.logs, 'ministack.log');
  await keepPrevious(log);
  const child = launch(options, log);
  await once(child, 'spawn');
  const pid = child.pid as number;
  const ended = once(child, 'exit').then(() => endGroup(pid));
  const stop = () => end(child, ended);
  try {
    await options.onProcess(pid);
    const ready = await until(async () => {
      options.signal.throwIfAborted();
      if (hasEnded(child)) throw new Failure(`The local AWS ended while it started: ${await lastLine(log)}`);
      return answersReady(options.ports.aws);
    }, LONGEST_START_MS);
    if (!ready) throw new Failure(`The local AWS did not start in ${LONGEST_START_MS / 1000} s. See ${log}.`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid, ended, stop };
}

/** After a crash the next start must not wipe out what explains it. */
async function keepPrevious(log: string): Promise<void> {
  await rename(log, `${log}.1`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

function launch(options: MiniStackOptions, log: string): ChildProcess {
  const launcher = join(options.projectRoot, 'local', 'ministack', 'launcher.py');
  const logFile = openSync(log, 'a');
  try {
    return spawn(options.python, [launcher], {
      cwd: options.directory.root,
      env: environment(options),
      // The launcher ends MiniStack when its standard input closes, which happens however this process ends.
      stdio: ['pipe', logFile, logFile],
      // A process group of its own, with its Lambda workers in it: Ctrl-C reaches only the starter, which then stops
      // things in order.
      detached: true,
    });
  } finally {
    closeSync(logFile);
  }
}

/** Nothing else is passed on: MiniStack hands its own environment to the Lambda functions. */
function environment(options: MiniStackOptions): NodeJS.ProcessEnv {
  const { directory, ports } = options;
  return {
    PATH: pathWithProjectNode(options.projectRoot, process.env.PATH),
    HOME: homedir(),
    LANG: 'C.UTF-8',
    TMPDIR: directory.scratch,
    PYTHONDONTWRITEBYTECODE: '1',
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: '127.0.0.1',
    GATEWAY_PORT: String(ports.aws),
    MINISTACK_REGION: LOCAL_REGION,
    MINISTACK_ACCOUNT_ID: LOCAL_ACCOUNT,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL: options.lambdaEndpoint,
    // IAM decides about every call.
    AUTH: 'true',
    PERSIST_STATE: '1',
    STATE_DIR: directory.aws,
    S3_PERSIST: '1',
    S3_DATA_DIR: directory.buckets,
    SMTP_HOST: `127.0.0.1:${ports.smtp}`,
    LOG_LEVEL: 'WARNING',
    // Listeners on fixed ports that Muster does not use: two stacks would collide on them.
    SFTP_ENABLED: '0',
    IOT_MTLS_ENABLED: '0',
    // MiniStack removes containers that it takes for its own leftovers; Muster needs none.
    DOCKER_HOST: `unix://${join(directory.root, 'no-docker.sock')}`,
  };
}

/**
 * Ends the Lambda workers that a MiniStack which has just ended leaves behind: they would go on for seconds, and
 * speak to the next one on the same port.
 *
 * @param pid of that MiniStack
 */
export function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Nobody is left; macOS says EPERM while the last one is being cleared away.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

async function answersReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`${localEndpoint(port)}/_ministack/ready`)).ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (hasEnded(child)) return;
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), LONGEST_STOP_MS);
  await ended;
  clearTimeout(kill);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function lastLine(log: string): Promise<string> {
  const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
  return `${lines.at(-1) || 'it wrote nothing'} (log: ${log})`;
}
