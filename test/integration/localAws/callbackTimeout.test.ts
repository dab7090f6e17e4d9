import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { CreateFunctionCommand, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { lambda, stepFunctions } from '#test/support/aws.ts';
import { eventually } from '#test/support/eventually.ts';
import { unique } from '#test/support/organisations.ts';
import { testPrograms } from '#test/support/testPrograms.ts';

const run = promisify(execFile);

/** Tells the test its token, and takes as long as it is told. */
const FUNCTION = `
import { setTimeout } from 'node:timers/promises';
export async function handler({ token, tellUrl, takesMs }) {
  await fetch(tellUrl, { method: 'POST', body: token });
  await setTimeout(takesMs);
}
`;
/** How late anything may be on a busy machine. */
const LATE_MS = 1000;

let told: Server;
let tellUrl: string;
const tokens: string[] = [];
let stateMachineArn: string | undefined;

beforeAll(async () => {
  told = createServer(async (request, response) => {
    tokens.push(await text(request));
    response.end();
  }).listen(0, '127.0.0.1');
  await once(told, 'listening');
  tellUrl = `http://127.0.0.1:${(told.address() as AddressInfo).port}/`;

  const { roleArn } = await stepFunctions().send(
    new DescribeStateMachineCommand({ stateMachineArn: inject('stack').stateMachineArn }),
  );
  const FunctionName = unique('slow');
  const { FunctionArn } = await lambda().send(
    new CreateFunctionCommand({
      FunctionName,
      Role: roleArn,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 30,
      Code: { ZipFile: await zipped('index.mjs', FUNCTION) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda(), maxWaitTime: 30 }, { FunctionName });
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'Call',
    States: {
      Call: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Arguments: {
          FunctionName: FunctionArn,
          Payload: {
            token: '{% $states.context.Task.Token %}',
            tellUrl,
            takesMs: '{% $states.input.takesMs %}',
          },
        },
        TimeoutSeconds: '{% $states.input.timeoutSeconds %}',
        End: true,
      },
    },
  };
  ({ stateMachineArn } = await stepFunctions().send(
    new CreateStateMachineCommand({ name: unique('waits'), roleArn, definition: JSON.stringify(definition) }),
  ));
});
afterAll(() => told?.close());

async function zipped(name: string, content: string): Promise<Buffer> {
  const folder = resolve('test-artefacts', unique('function'));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), content);
  const python = join(await testPrograms(), 'python');
  await run(python, ['-m', 'zipfile', '-c', 'code.zip', name], { cwd: folder });
  return readFile(join(folder, 'code.zip'));
}

async function start(input: { timeoutSeconds: number; takesMs: number }): Promise<string | undefined> {
  const { executionArn } = await stepFunctions().send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  return executionArn;
}

/** How an execution ended, and after how many milliseconds. */
async function endOf(executionArn: string | undefined) {
  const execution = await eventually(async () => {
    const described = await stepFunctions().send(new DescribeExecutionCommand({ executionArn }));
    return described.status !== 'RUNNING' && described;
  });
  const { events = [] } = await stepFunctions().send(new GetExecutionHistoryCommand({ executionArn }));
  const [first, last] = [events[0], events.at(-1)].map((event) => event?.timestamp?.getTime() ?? Number.NaN);
  return {
    status: execution.status,
    error: execution.error,
    output: execution.output,
    took: (last ?? 0) - (first ?? 0),
  };
}

it('a task that nobody calls back is over when its time is, the time of its function included', async () => {
  const { status, error, took } = await endOf(await start({ timeoutSeconds: 3, takesMs: 2000 }));
  expect([status, error]).toEqual(['FAILED', 'States.Timeout']);
  expect(took).toBeGreaterThanOrEqual(3000);
  expect(took).toBeLessThan(3000 + LATE_MS);
});

it('a task is over when its time is, while its function still runs', async () => {
  const { status, error, took } = await endOf(await start({ timeoutSeconds: 1, takesMs: 4000 }));
  expect([status, error]).toEqual(['FAILED', 'States.Timeout']);
  expect(took).toBeGreaterThanOrEqual(1000);
  expect(took).toBeLessThan(1000 + LATE_MS);
});

it.each([
  { title: 'before', timeoutSeconds: 5 },
  { title: 'after', timeoutSeconds: 1 },
])(
  'a callback is not lost that comes while the function runs, which returns $title the time is over',
  async ({ timeoutSeconds }) => {
    const earlier = tokens.length;
    const executionArn = await start({ timeoutSeconds, takesMs: 2500 });
    const taskToken = await eventually(async () => tokens[earlier]);
    await stepFunctions().send(new SendTaskSuccessCommand({ taskToken, output: '"told"' }));
    expect(await endOf(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"told"' });
  },
);
