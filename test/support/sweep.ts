import { InvokeCommand, paginateListFunctions } from '@aws-sdk/client-lambda';
import { lambda } from './aws.ts';

/**
 * Lets the sweeper look now, beside its own every minute.
 *
 * @throws Error with what it said when it fails
 */
export async function sweepNow(): Promise<void> {
  const client = lambda();
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    const sweeper = Functions.find(({ FunctionName }) => FunctionName?.startsWith('Muster-Sweeper'));
    if (!sweeper) continue;
    const { FunctionError, Payload } = await client.send(
      new InvokeCommand({ FunctionName: sweeper.FunctionName }),
    );
    if (FunctionError) throw new Error(`The sweeper failed: ${Payload?.transformToString()}`);
    return;
  }
  throw new Error('There is no function whose name begins with Muster-Sweeper.');
}
