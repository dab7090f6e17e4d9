import { Failure } from '#local/failure.ts';
import { parseFlags } from '#local/parseFlags.ts';

/** What `npm run apply` was asked for. */
export interface ApplyArguments {
  /** The file or folder to apply, as it was given; undefined with `writeSchema`. */
  path: string | undefined;
  dryRun: boolean;
  prune: boolean;
  /** The address of the API, where it is given. */
  api: string | undefined;
  /** Write the schema for editors, and apply nothing. */
  writeSchema: boolean;
}

const USAGE =
  'Usage: npm run apply -- FILE-OR-FOLDER [--dry-run] [--prune] [--api URL], or npm run apply -- --write-schema';

/**
 * Reads the arguments of `npm run apply`.
 *
 * @param argv the arguments after the program's name
 * @throws Failure for an unknown argument, or where it is not one file or folder
 */
export function parseApplyArguments(argv: string[]): ApplyArguments {
  const { values, positionals } = parseFlags(
    {
      args: argv,
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        prune: { type: 'boolean', default: false },
        api: { type: 'string' },
        'write-schema': { type: 'boolean', default: false },
      },
    },
    USAGE,
  );
  if (positionals.length !== (values['write-schema'] ? 0 : 1)) throw new Failure(USAGE);
  return {
    path: positionals[0],
    dryRun: values['dry-run'],
    prune: values.prune,
    api: values.api,
    writeSchema: values['write-schema'],
  };
}
