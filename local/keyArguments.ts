import { Failure } from './failure.ts';
import { parseFlags } from './parseFlags.ts';

/** What `npm run key` was asked for. */
export interface KeyArguments {
  name: string;
  scope: string;
  /** How long the key is valid, ISO 8601. Without it the key does not expire. */
  expires?: string;
  /** Use AWS although a local stack is running. */
  aws: boolean;
  /** The CloudFormation stack whose table gets the key. */
  stack: string;
}

const USAGE =
  'Usage: npm run key -- create --name NAME --scope SCOPE [--expires P90D] [--aws] [--stack Muster]';

/**
 * Reads the arguments of `npm run key`. Scope and duration are judged where keys are made.
 *
 * @param argv the arguments after the program's name
 * @throws Failure when the command is unknown or a required argument is missing
 */
export function parseKeyArguments(argv: string[]): KeyArguments {
  const { values, positionals } = parseFlags(
    {
      args: argv,
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        scope: { type: 'string' },
        expires: { type: 'string' },
        aws: { type: 'boolean', default: false },
        stack: { type: 'string', default: 'Muster' },
      },
    },
    USAGE,
  );
  if (positionals.length !== 1 || positionals[0] !== 'create') throw new Failure(USAGE);
  if (!values.name || !values.scope) throw new Failure(`A key needs a name and a scope. ${USAGE}`);
  return {
    name: values.name,
    scope: values.scope,
    ...(values.expires === undefined ? {} : { expires: values.expires }),
    aws: values.aws,
    stack: values.stack,
  };
}
