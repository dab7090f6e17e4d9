import { join } from 'node:path';
import { localEndpoint } from './awsAccess.ts';
import { bootstrap, type Deployment, type DeployOptions, deploy, synthesize } from './deployment.ts';
import { type MiniStack, startMiniStack } from './ministack.ts';
import type { Ports } from './ports.ts';
import type { Progress } from './progress.ts';
import { preparePython } from './python.ts';
import type { StateDirectory } from './stateDirectory.ts';
import { together } from './together.ts';

/** What it takes to have the app on a local AWS. */
export interface DeployedAwsOptions {
  projectRoot: string;
  directory: StateDirectory;
  ports: Ports;
  /** What an earlier run deployed into this state directory. */
  kept: Deployment | undefined;
  /** Where the Lambda functions find AWS, if not directly. */
  lambdaEndpoint: string | undefined;
  progress: Progress;
  signal: AbortSignal;
  /** Told the pid of every MiniStack before it is ready. */
  onProcess(pid: number): Promise<void>;
}

/** A local AWS on which the app is deployed. */
export interface DeployedAws {
  ministack: MiniStack;
  /** The kept one itself where the app is still the same. */
  deployment: Deployment;
}

/**
 * Starts the local AWS with the app as it is now. Deploys only what an earlier run did not.
 *
 * @throws Failure when Python, the synthesis, the local AWS or the deploy fails; nothing is left running then
 */
export async function startDeployedAws(options: DeployedAwsOptions): Promise<DeployedAws> {
  const { projectRoot, directory, ports, kept, progress } = options;
  let ministack: MiniStack | undefined;
  const start = async (signal: AbortSignal) => {
    const python = await progress.step('Installing the local AWS', () =>
      installed(projectRoot, directory, signal),
    );
    ministack = await progress.step('Starting the local AWS', () =>
      startMiniStack({
        projectRoot,
        python,
        ports,
        directory,
        lambdaEndpoint: options.lambdaEndpoint ?? localEndpoint(ports.aws),
        signal,
        onProcess: options.onProcess,
      }),
    );
    if (!kept) await progress.step('Bootstrapping CDK', () => bootstrap(deployWith(signal)));
    return ministack;
  };
  const deployWith = (signal: AbortSignal): DeployOptions => ({
    projectRoot,
    directory,
    port: ports.aws,
    signal,
  });

  try {
    const [started, digest] = await together<[MiniStack, string]>(options.signal, start, (signal) =>
      progress.step('Synthesising the CDK app', () => synthesize(deployWith(signal))),
    );
    if (kept?.digest === digest) return { ministack: started, deployment: kept };
    const outputs = await progress.step('Deploying the CDK app', () => deploy(deployWith(options.signal)));
    return { ministack: started, deployment: { digest, port: ports.aws, outputs } };
  } catch (error) {
    await ministack?.stop();
    throw error;
  }
}

function installed(projectRoot: string, directory: StateDirectory, signal: AbortSignal): Promise<string> {
  return preparePython(projectRoot, [join(projectRoot, 'local', 'ministack', 'requirements.txt')], {
    cwd: projectRoot,
    env: process.env,
    log: join(directory.logs, 'python.log'),
    signal,
  });
}
