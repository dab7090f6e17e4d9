import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import {
  LOCAL_ACCOUNT,
  LOCAL_REGION,
  localAwsEnvironment,
  localEndpoint,
  pathWithProjectNode,
} from './awsAccess.ts';
import { run } from './command.ts';
import { Failure } from './failure.ts';
import { writePrivately } from './privateFile.ts';
import type { StateDirectory } from './stateDirectory.ts';

/** What a deploy needs to know. */
export interface DeployOptions {
  /** The folder whose cdk.json names the app. */
  projectRoot: string;
  directory: StateDirectory;
  /** The port of the local AWS. */
  port: number;
  signal: AbortSignal;
}

const stackOutputs = z.object({
  ApiUrl: z.string(),
  AlarmTopicArn: z.string(),
  AlarmFunctionArn: z.string(),
  EventBusName: z.string(),
  TableName: z.string(),
  StateMachineArn: z.string(),
});

/** The outputs of the CloudFormation stack. */
export type StackOutputs = z.infer<typeof stackOutputs>;

const deployment = z.object({
  /** Of the assembly that was deployed. */
  digest: z.string(),
  /** MiniStack keeps addresses with its port in them, such as those of queues. */
  port: z.number(),
  outputs: stackOutputs,
});

/** What was deployed last. */
export type Deployment = z.infer<typeof deployment>;

/** The local HTTP API's address, known before the deploy because the app pins the API's id with a tag. */
export function localApiUrl(port: number): string {
  return `${localEndpoint(port)}/_aws/execute-api/${API_ID}/$default`;
}

const API_ID = 'muster';
const STACK = 'Muster';

/**
 * Synthesises the app into the state directory.
 *
 * @returns the digest of the result: the same for the same app
 * @throws Failure when the app does not synthesise
 */
export async function synthesize(options: DeployOptions): Promise<string> {
  const { directory, port } = options;
  await rm(directory.assembly, { recursive: true, force: true });
  const context = ['-c', `publicUrl=${localApiUrl(port)}`, '-c', `apiIdTag=${API_ID}`];
  await cdk(options, 'synth', ['synth', '--quiet', '--output', directory.assembly, ...context]);
  const templates = (await readdir(directory.assembly))
    .filter((name) => name.endsWith('.template.json'))
    .sort();
  const digest = createHash('sha256');
  for (const name of templates) digest.update(name).update(await readFile(join(directory.assembly, name)));
  return digest.digest('hex');
}

/** Makes what CDK needs in an account before the first deploy: its bucket and roles. */
export async function bootstrap(options: DeployOptions): Promise<void> {
  // Away from cdk.json: there the CLI would synthesise the app once more, into a folder that all stacks share.
  const cwd = options.directory.root;
  await cdk({ ...options, cwd }, 'bootstrap', ['bootstrap', `aws://${LOCAL_ACCOUNT}/${LOCAL_REGION}`]);
}

/**
 * Deploys the synthesised app.
 *
 * @throws Failure when the deploy does not succeed, or an output is missing
 */
export async function deploy(options: DeployOptions): Promise<StackOutputs> {
  const { directory } = options;
  const outputsFile = join(directory.root, 'cdk-outputs.json');
  const app = ['--app', directory.assembly, '--outputs-file', outputsFile];
  await cdk(options, 'deploy', ['deploy', '--all', '--require-approval', 'never', ...app]);
  const stacks = z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(outputsFile, 'utf8')));
  const outputs = stackOutputs.safeParse(stacks[STACK]);
  if (outputs.success) return outputs.data;
  const missing = outputs.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new Failure(
    `The stack ${STACK} was deployed without these outputs: ${missing}. Add them to the app in lib/.`,
  );
}

/** The last deployment that succeeded here, or undefined. */
export async function readDeployment(directory: StateDirectory): Promise<Deployment | undefined> {
  const text = await readFile(directory.deployment, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : deployment.parse(JSON.parse(text));
}

export async function writeDeployment(directory: StateDirectory, values: Deployment): Promise<void> {
  await writePrivately(directory.deployment, JSON.stringify(values));
}

async function cdk(options: DeployOptions & { cwd?: string }, name: string, args: string[]): Promise<void> {
  const { projectRoot, directory, port, signal, cwd = projectRoot } = options;
  const log = join(directory.logs, `${name}.log`);
  const quiet = ['--no-notices', '--no-color', '--ci'];
  const { exitCode, output } = await run('cdk', [...args, ...quiet], {
    cwd,
    env: {
      ...localAwsEnvironment(process.env, localEndpoint(port)),
      PATH: pathWithProjectNode(projectRoot, process.env.PATH),
      CDK_DEFAULT_ACCOUNT: LOCAL_ACCOUNT,
      CDK_DEFAULT_REGION: LOCAL_REGION,
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    },
    log,
    signal,
  });
  if (exitCode === 0) return;
  throw new Failure(
    `cdk ${name} failed: ${reasonOfFailure(output)}\n` +
      'Correct the app in bin/ or lib/ and start again; if you changed nothing, begin anew with ' +
      `npm start -- --fresh. The full log is in ${log}.`,
  );
}

/**
 * The line with which the CDK CLI, or the app that it runs, says why it failed.
 *
 * @param output all that the CLI wrote
 */
export function reasonOfFailure(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling =
    lines.findLast((line) => /^❌/u.test(line)) ?? lines.find((line) => /Error\b.*:|^«\w+»/u.test(line));
  return (telling ?? lines.at(-1) ?? 'it wrote nothing').replace(/^❌\s*/u, '');
}
