import { InvokeCommand, paginateListFunctions } from '@aws-sdk/client-lambda';
import { lambda } from './aws.ts';

/**
 * Runs a function of the app now, beside its own schedule.
 *
 * @param id of its construct, for example `Sweeper`
 * @returns what it answered
 * @throws Error with what it said when it fails
 */
export async function invoke<Answer>(id: string): Promise<Answer> {
  const client = lambda();
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    const found = Functions.find(({ FunctionName }) => FunctionName?.startsWith(`Muster-${id}`));
    if (!found) continue;
    const { FunctionError, Payload } = await client.send(
      new InvokeCommand({ FunctionName: found.FunctionName }),
    );
    const answer = Payload?.transformToString() ?? '';
    if (FunctionError) throw new Error(`${id} failed: ${answer}`);
    return JSON.parse(answer) as Answer;
  }
  throw new Error(`There is no function whose name begins with Muster-${id}.`);
}
