import { readFile, rm, writeFile } from 'node:fs/promises';
import { writePrivately } from './privateFile.ts';
import { identify, isRunning, type ProcessIdentity } from './processIdentity.ts';

/** Says in a file that this process has something to itself, until it lets go or ends. */
export interface Claim<Details> {
  /** Replaces what the file tells others. */
  update(details: Details): Promise<void>;
  release(): Promise<void>;
}

interface Record<Details> {
  owner: ProcessIdentity;
  details: Details;
}

/**
 * Claims `file`. What a process left that ended without letting go is taken over.
 *
 * @returns the claim, with the details that an ended owner had left; or the details of the running owner
 */
export async function claim<Details>(
  file: string,
  details: Details,
): Promise<{ claim: Claim<Details>; left?: Details } | { heldBy: Record<Details> }> {
  const owner = await identify(process.pid);
  if (!owner) throw new Error('This process cannot find itself.');
  const text = (now: Details) => JSON.stringify({ owner, details: now } satisfies Record<Details>);
  const left = await readClaim<Details>(file);
  if (left && (await isRunning(left.owner))) return { heldBy: left };
  if (left) await rm(file, { force: true });
  try {
    await writeFile(file, text(details), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const other = await readClaim<Details>(file);
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && other) return { heldBy: other };
    throw error;
  }
  return {
    claim: {
      update: (now) => writePrivately(file, text(now)),
      release: () => rm(file, { force: true }),
    },
    ...(left ? { left: left.details } : {}),
  };
}

/** What the file says, whether its owner still runs or not; undefined when nobody claimed it. */
export async function readClaim<Details>(file: string): Promise<Record<Details> | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  // Empty: a process ended, or is now, between making the file and writing it.
  return text === '' ? undefined : JSON.parse(text);
}
