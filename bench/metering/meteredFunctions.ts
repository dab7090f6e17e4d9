import {
  GetFunctionConfigurationCommand,
  type LambdaClient,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import type { Meter } from './meter.ts';

/**
 * Puts a meter between some deployed functions and AWS while something is done.
 *
 * @param functionNames their names on AWS, by the names to count their calls under
 */
export async function throughMeter<Result>(
  lambda: LambdaClient,
  functionNames: Record<string, string>,
  meter: Meter,
  work: () => Promise<Result>,
): Promise<Result> {
  const restores: (() => Promise<void>)[] = [];
  try {
    for (const [caller, FunctionName] of Object.entries(functionNames)) {
      const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      const own = Environment?.Variables ?? {};
      restores.push(() => configure(lambda, FunctionName, own));
      await configure(lambda, FunctionName, { ...own, AWS_ENDPOINT_URL: await meter.endpointFor(caller) });
    }
    return await work();
  } finally {
    for (const restore of restores) await restore();
  }
}

async function configure(
  lambda: LambdaClient,
  FunctionName: string,
  Variables: Record<string, string>,
): Promise<void> {
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 30 }, { FunctionName });
}
