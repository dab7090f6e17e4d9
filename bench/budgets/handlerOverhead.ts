import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { localAwsEnvironment } from '#local/awsAccess.ts';
import { Failure } from '#local/failure.ts';
import type { Bench } from '../bench.ts';
import type { EmptyChain } from '../emptyChain/deploy.ts';
import { separateTable } from '../separateTable.ts';
import { atMost, type Verdict } from '../verdict.ts';

/** What the create route adds to the calls of AWS that it makes, in process. */
export async function handlerOverhead({ aws, stack }: Bench, chain: EmptyChain): Promise<Verdict> {
  const table = await separateTable(aws.dynamoDb, stack.tableName, 'muster-bench-create-route');
  const child = fork(fileURLToPath(new URL('../createRoute/compare.ts', import.meta.url)), {
    env: {
      ...localAwsEnvironment(process.env, stack.awsEndpoint),
      TABLE_NAME: table,
      STATE_MACHINE_ARN: chain.idleMachineArn,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Failure(`The comparison of the create route ended with ${code} and no result.`);
  });
  const [ratio] = await Promise.race([once(child, 'message'), ended]);
  await ended.catch(() => undefined);
  return atMost('create route, against its AWS calls alone', ratio, 1.25, 'x');
}
