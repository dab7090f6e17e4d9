import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { explain } from '#local/failure.ts';
import type { Outputs } from '#local/outputs.ts';
import { createProgress } from '#local/progress.ts';
import { startStack } from '#local/stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    stack: Outputs;
  }
}

/** Far from the ports of `npm start`, so that both can run at once. */
const PORT = Number(process.env.MUSTER_TEST_PORT ?? 4610);
const STATE_DIR = join('test-artefacts', 'stack');

/**
 * Starts the local AWS that all integration tests share: the real app, IAM enforced, no demo.
 *
 * @returns what ends it
 * @throws Error that says why it did not start, where its logs are and how to take another port
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  mkdirSync(STATE_DIR, { recursive: true });
  const stack = await startStack({
    port: PORT,
    stateDir: STATE_DIR,
    demo: false,
    fresh: true,
    progress: createProgress(
      (line) => console.log(line),
      () => performance.now(),
    ),
    signal: new AbortController().signal,
  }).catch((error: unknown) => {
    throw new Error(
      `The local AWS of the tests did not start on port ${PORT}. ${explain(error)}\n` +
        `Its logs are in ${resolve(STATE_DIR, 'logs')}. Set MUSTER_TEST_PORT to let the tests take another port.`,
      { cause: error },
    );
  });
  project.provide('stack', stack.outputs);
  return () => stack.stop();
}
