/**
 * `npm run bench [-- --port N]`: measures the budgets of contract section 8 on a local stack of its own and prints a
 * line for each. Exit code 1 where one is broken.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { explain, Failure } from '#local/failure.ts';
import { createProgress } from '#local/progress.ts';
import { startStack } from '#local/stack.ts';
import { stateDirectory } from '#local/stateDirectory.ts';
import { connectBench } from './bench.ts';
import { measureAll } from './budgets/all.ts';
import { lineOf } from './verdict.ts';

/** Far from the ports of `npm start` and `npm test`, so that all can run at once. */
const DEFAULT_PORT = '4650';

const stopAsked = new AbortController();
const stop = () => stopAsked.abort(new Failure('Stopped before every budget was measured.'));
process.once('SIGINT', stop).once('SIGTERM', stop);

/** @returns whether every budget holds */
async function run(port: number, stateDir: string): Promise<boolean> {
  const stack = await startStack({
    port,
    stateDir,
    demo: false,
    fresh: true,
    progress: createProgress(
      (line) => console.error(line),
      () => performance.now(),
    ),
    signal: stopAsked.signal,
  });
  try {
    const bench = await connectBench(stack.outputs, stateDirectory(stateDir).assembly);
    let holds = true;
    for await (const verdict of measureAll(bench)) {
      console.log(lineOf(verdict));
      holds &&= verdict.ok;
      stopAsked.signal.throwIfAborted();
    }
    return holds;
  } finally {
    await stack.stop();
  }
}

const { values } = parseArgs({ options: { port: { type: 'string', default: DEFAULT_PORT } } });
const stateDir = await mkdtemp(join(tmpdir(), 'muster-bench-'));
try {
  process.exitCode = (await run(Number(values.port), stateDir)) ? 0 : 1;
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
} finally {
  await rm(stateDir, { recursive: true, force: true });
}
