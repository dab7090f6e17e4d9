import { resolve } from 'node:path';
import { inject } from 'vitest';
import type { Progress } from '#local/progress.ts';
import { type Stack, startStack } from '#local/stack.ts';

const silent: Progress = { step: (_title, work) => work(), note: () => {} };

/** What a test wants of a local stack of its own. */
export interface OwnStackOptions {
  /** Names its folder. */
  name: string;
  /** How far its port is from that of the shared stack: another one for each test file. */
  portOffset: number;
  /** Whether to seed the demo organisation. Default: no. */
  demo?: boolean;
  /** Where the Lambda functions find AWS, if not directly. */
  lambdaEndpoint?: string;
  /** Whether to take up what an earlier start of the same name has stored. Default: no. */
  kept?: boolean;
}

/** The folder of a stack of a test's own. */
export const ownStateDir = (name: string): string => resolve('test-artefacts', name);

/** The port at this distance from the shared stack's. */
export const portAt = (offset: number): number => Number(new URL(inject('stack').awsEndpoint).port) + offset;

/**
 * Starts a local stack of a test's own, for what would disturb the others: broken networks, crashes, fuzzing.
 *
 * @throws Failure when it does not start
 */
export function startOwnStack(options: OwnStackOptions): Promise<Stack> {
  const { name, portOffset, demo = false, kept = false, lambdaEndpoint } = options;
  return startStack({
    port: portAt(portOffset),
    stateDir: ownStateDir(name),
    demo,
    fresh: !kept,
    progress: silent,
    signal: new AbortController().signal,
    ...(lambdaEndpoint === undefined ? {} : { lambdaEndpoint }),
  });
}
