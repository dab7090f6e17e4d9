import { fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import type { Report } from './report.ts';
import type { StartArguments } from './startArguments.ts';
import { summary } from './summary.ts';

/**
 * Starts a stack in a process that outlives this one, and returns when it is ready.
 *
 * @throws Failure with the reason when it does not start
 */
export async function startDetached(args: StartArguments, stateDir: string): Promise<void> {
  const logs = join(stateDir, 'logs');
  mkdirSync(logs, { recursive: true });
  const log = join(logs, 'stack.log');
  const logFile = openSync(log, 'a');
  const child = fork(join(import.meta.dirname, 'start.ts'), inFront(args), {
    detached: true,
    stdio: ['ignore', logFile, logFile, 'ipc'],
  });
  closeSync(logFile);
  const cancel = () => child.kill('SIGTERM');
  process.once('SIGINT', cancel).once('SIGTERM', cancel);

  let failed = `The stack ended while it started. See ${log}.`;
  const ready = new Promise<boolean>((resolve) => {
    child.on('message', (news: Report) => {
      if ('line' in news) console.log(news.line);
      else if ('failed' in news) failed = news.failed;
      else {
        console.log(summary(news.ready));
        console.log(
          `It runs in the background (process ${child.pid}). End it with npm stop. Its log: ${log}`,
        );
        resolve(true);
      }
    });
    child.once('exit', () => resolve(false));
  });
  if (!(await ready)) throw new Failure(failed);
  child.disconnect();
  child.unref();
}

function inFront({ port, demo, fresh }: StartArguments): string[] {
  return ['--port', String(port), ...(demo ? [] : ['--no-demo']), ...(fresh ? ['--fresh'] : [])];
}
