import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** A process, and when it began: a pid alone may by now belong to another program. */
export interface ProcessIdentity {
  pid: number;
  /** Opaque; equal for the same process only. */
  began: string;
}

/** The identity of the process that has this pid now, or undefined when there is none. */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  const began = process.platform === 'linux' ? await beganOnLinux(pid) : await beganByPs(pid);
  return began === undefined ? undefined : { pid, began };
}

/** Whether this very process still runs. */
export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  return (await identify(identity.pid))?.began === identity.began;
}

/** proc(5): field 3 of /proc/PID/stat is the state, field 22 the start time in clock ticks since boot. */
async function beganOnLinux(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The command, field 2, stands in parentheses and may hold spaces and parentheses itself.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const hasEnded = fields?.[0] === 'Z';
  return hasEnded ? undefined : fields?.[19];
}

function beganByPs(pid: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'lstart=', '-p', String(pid)], (error, stdout) => {
      resolve(error ? undefined : stdout.trim());
    });
  });
}
