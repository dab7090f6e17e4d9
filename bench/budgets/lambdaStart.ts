import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Bench } from '../bench.ts';
import { ratioOfMedians } from '../interleaved.ts';
import { importTime } from '../lambdaStart/importTime.ts';
import { bundleReference } from '../lambdaStart/reference.ts';
import { atMost, type Verdict } from '../verdict.ts';

const ROUNDS = 15;

/** How long each bundle takes to import, against one that imports only the same of the AWS SDK. */
export async function* lambdaStart({ aws, functions }: Bench): AsyncGenerator<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-bench-'));
  try {
    for (const { id, name, bundle } of functions) {
      const { Environment } = await aws.lambda.send(
        new GetFunctionConfigurationCommand({ FunctionName: name }),
      );
      const variables = Environment?.Variables ?? {};
      const reference = await bundleReference(bundle, join(folder, id));
      const ratio = await ratioOfMedians(
        () => importTime(bundle, variables),
        () => importTime(reference, variables),
        ROUNDS,
      );
      yield atMost(`start of ${id}, against its AWS clients`, ratio, 1.3, 'x');
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
