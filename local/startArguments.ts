import { parseFlags } from './parseFlags.ts';
import { DEFAULT_PORT, portsFor } from './ports.ts';

/** What `npm start` was asked for. */
export interface StartArguments {
  /** Return when the stack is ready, and leave it running. */
  detach: boolean;
  /** The port of the local AWS, from which the inbox's ports follow. */
  port: number;
  /** Seed the demo organisation. */
  demo: boolean;
  /** Forget what earlier runs stored. */
  fresh: boolean;
}

const USAGE =
  'npm start takes --detach, --port N, --no-demo and --fresh, after a "--": npm start -- --detach';

/**
 * Reads the arguments of `npm start`.
 *
 * @param argv the arguments after the program's name
 * @throws Failure for an unknown argument or a port out of range
 */
export function parseStartArguments(argv: string[]): StartArguments {
  const { values } = parseFlags(
    {
      args: argv,
      options: {
        detach: { type: 'boolean', default: false },
        port: { type: 'string' },
        'no-demo': { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
      },
    },
    USAGE,
  );
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  portsFor(port);
  return { detach: values.detach, port, demo: !values['no-demo'], fresh: values.fresh };
}
