import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** How a program ended, and all that it wrote. */
export interface CommandResult {
  /** Null when a signal ended it. */
  exitCode: number | null;
  output: string;
}

/** Where and how a program runs. */
export interface CommandOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Gets everything that the program writes. Replaced when it exists. */
  log: string;
  /** Ends the program. */
  signal: AbortSignal;
}

/**
 * Runs a program to its end.
 *
 * @throws the error of spawn when the program can not be started, the reason of the signal when that ended it
 */
export async function run(program: string, args: string[], options: CommandOptions): Promise<CommandResult> {
  const { cwd, env, signal } = options;
  signal.throwIfAborted();
  const log = createWriteStream(options.log);
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => child.kill();
  signal.addEventListener('abort', stop);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
      log.write(text);
    });
  }
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    signal.throwIfAborted();
    return { exitCode, output };
  } finally {
    signal.removeEventListener('abort', stop);
    await finished(log.end());
  }
}
