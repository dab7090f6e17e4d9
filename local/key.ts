/** `npm run key`: makes an API key with the caller's AWS credentials, here or on AWS. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { explain, Failure } from './failure.ts';
import { type KeyArguments, parseKeyArguments } from './keyArguments.ts';
import { makeKey } from './makeKey.ts';
import { DEFAULT_STATE_DIR, runningStack } from './ownership.ts';

try {
  const args = parseKeyArguments(process.argv.slice(2));
  const elsewhere = args.aws || process.env.AWS_ENDPOINT_URL !== undefined;
  const local = elsewhere ? undefined : await runningStack(DEFAULT_STATE_DIR);
  const made = local
    ? await makeKey(args, local.tableName, {
        endpoint: local.awsEndpoint,
        region: local.region,
        credentials: { accessKeyId: local.accessKeyId, secretAccessKey: local.secretAccessKey },
      })
    : await makeKey(args, await tableOf(args));
  console.log(made.key);
  const until = made.expiresAt === null ? 'until it is revoked' : `until ${made.expiresAt}`;
  console.error(
    `Keep it: it is shown only now. Scope ${made.scopes.join(', ')}, good ${until} (${made.id}).`,
  );
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

async function tableOf({ stack }: KeyArguments): Promise<string> {
  const client = new CloudFormationClient();
  const { Stacks = [] } = await client
    .send(new DescribeStacksCommand({ StackName: stack }))
    .catch((error: Error) => {
      throw new Failure(
        `The stack ${stack} can not be read on AWS: ${error.message}. Check your AWS credentials and region and ` +
          'the name of the stack (--stack), or start the local stack: npm start',
      );
    });
  const table = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'TableName')?.OutputValue;
  if (!table)
    throw new Failure(`The stack ${stack} has no output TableName. Is it Muster? Name it with --stack.`);
  return table;
}
