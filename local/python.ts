import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { claim } from './claim.ts';
import { type CommandOptions, run } from './command.ts';
import { Failure } from './failure.ts';
import { until } from './waiting.ts';

/** A version such as 3.11.7. */
export type PythonVersion = [major: number, minor: number, patch: number];

const OLDEST_MINOR = 10;
const CANDIDATES = [
  'python3',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'python',
];
/** A file in the environment that says that it was made to the end. */
const COMPLETE = 'muster-complete';
const LONGEST_INSTALL_MS = 5 * 60_000;

/**
 * Reads what `python --version` prints.
 *
 * @returns undefined when the text is nothing that Python says
 */
export function parsePythonVersion(text: string): PythonVersion | undefined {
  const match = /^Python (\d+)\.(\d+)\.(\d+)/m.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

/** Whether MiniStack runs on this Python. */
export function isRecentEnough([major, minor]: PythonVersion): boolean {
  return major === 3 && minor >= OLDEST_MINOR;
}

/**
 * Gives the project a virtual environment that holds exactly what the requirement files pin. Installs only what
 * changed since the last time, and one caller at a time.
 *
 * @param projectRoot gets the folder `.venv`
 * @param requirements requirement files, absolute
 * @param options where to log and what to be ended by
 * @returns the environment's Python, absolute
 * @throws Failure when there is no fitting Python, or the installation does not succeed
 */
export async function preparePython(
  projectRoot: string,
  requirements: string[],
  options: CommandOptions,
): Promise<string> {
  const lock = join(projectRoot, '.venv.lock');
  let held = await claim(lock, {});
  await until(async () => {
    options.signal.throwIfAborted();
    if ('heldBy' in held) held = await claim(lock, {});
    return 'claim' in held;
  }, LONGEST_INSTALL_MS);
  if ('heldBy' in held) {
    throw new Failure(
      `Process ${held.heldBy.owner.pid} has been installing into .venv for too long. End it and start again.`,
    );
  }
  try {
    return await prepare(join(projectRoot, '.venv'), requirements, options);
  } finally {
    await held.claim.release();
  }
}

async function prepare(venv: string, requirements: string[], options: CommandOptions): Promise<string> {
  const python = join(venv, 'bin', 'python');
  // The making may have been interrupted, or the Python that the environment was made from be gone since.
  const complete = (await readFile(join(venv, COMPLETE)).catch(() => undefined)) !== undefined;
  if (!complete || (await versionOf(python, options)) === undefined) await create(venv, options);
  for (const file of requirements) await install(python, venv, file, options);
  return python;
}

async function create(venv: string, options: CommandOptions): Promise<void> {
  const python = await findPython(options);
  const modules = await run(python, ['-c', 'import venv, ensurepip'], options);
  if (modules.exitCode !== 0) {
    throw new Failure(
      `${python} has no venv module, in which Muster installs the local AWS. On Debian and Ubuntu: ` +
        'apt install python3-venv. Then start again.',
    );
  }
  await rm(venv, { recursive: true, force: true });
  const made = await run(python, ['-m', 'venv', venv], options);
  if (made.exitCode !== 0) {
    throw new Failure(`${python} could not make the environment ${venv}. See ${options.log}.`);
  }
  await writeFile(join(venv, COMPLETE), '');
}

async function findPython(options: CommandOptions): Promise<string> {
  const tooOld: string[] = [];
  for (const candidate of CANDIDATES) {
    const version = await versionOf(candidate, options);
    if (version && isRecentEnough(version)) return candidate;
    if (version) tooOld.push(version.join('.'));
  }
  const found = tooOld.length > 0 ? `only Python ${tooOld.join(', ')}` : 'no Python';
  throw new Failure(
    `Muster needs Python 3.${OLDEST_MINOR} or newer for the local AWS, and found ${found} on the PATH. ` +
      'Install it from your system (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python) ' +
      'or from python.org, and start again.',
  );
}

async function versionOf(python: string, options: CommandOptions): Promise<PythonVersion | undefined> {
  try {
    return parsePythonVersion((await run(python, ['--version'], options)).output);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function install(python: string, venv: string, file: string, options: CommandOptions): Promise<void> {
  const wanted = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  const stamp = join(venv, `${basename(file)}.sha256`);
  const installed = await readFile(stamp, 'utf8').catch(() => undefined);
  if (installed === wanted) return;
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--requirement', file];
  const result = await run(python, pip, options);
  if (result.exitCode !== 0) {
    const reason =
      result.output.split('\n').findLast((line) => line.startsWith('ERROR')) ?? 'pip ended early';
    throw new Failure(
      `The Python packages of ${basename(file)} could not be installed: ${reason.replace(/^ERROR: /, '')}. ` +
        `Check that a package registry can be reached, and start again. The full log is in ${options.log}.`,
    );
  }
  await writeFile(stamp, wanted);
}
