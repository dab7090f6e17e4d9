import { fileURLToPath } from 'node:url';
import {
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  type LambdaClient,
  UpdateFunctionCodeCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { build } from 'esbuild';
import { Failure } from '#local/failure.ts';
import type { Aws } from '../aws.ts';
import { chainTemplate } from './template.ts';
import { zipOf } from './zip.ts';

/** The empty chain on the local AWS. */
export interface EmptyChain {
  topicArn: string;
  /** The number that gets an SMS for each message that is published to the topic. */
  phone: string;
  /** A state machine whose executions end at once. */
  idleMachineArn: string;
}

const STACK = 'MusterBenchEmptyChain';
const PHONE = '+12025550160';

/** Deploys the empty chain. */
export async function deployEmptyChain({ cloudFormation, lambda }: Aws): Promise<EmptyChain> {
  await cloudFormation.send(
    new CreateStackCommand({
      StackName: STACK,
      TemplateBody: JSON.stringify(chainTemplate(PHONE)),
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  await waitUntilStackCreateComplete(
    { client: cloudFormation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
    { StackName: STACK },
  );
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: STACK }));
  const output = (name: string): string => {
    const value = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
    if (!value) throw new Failure(`The empty chain was deployed without ${name}. See bench/emptyChain/.`);
    return value;
  };
  await putCode(lambda, output('QueueFunctionName'), new URL('./queue.ts', import.meta.url));
  await putCode(lambda, output('TaskFunctionName'), new URL('./task.ts', import.meta.url));
  return { topicArn: output('TopicArn'), idleMachineArn: output('IdleMachineArn'), phone: PHONE };
}

async function putCode(lambda: LambdaClient, FunctionName: string, entry: URL): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
  });
  const ZipFile = zipOf('index.mjs', Buffer.from(outputFiles[0]?.contents ?? []));
  await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
  await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 30 }, { FunctionName });
}
