import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const IMPORT = `
  const before = process.cpuUsage();
  await import(process.env.BUNDLE);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(String((user + system) / 1000));
  process.exit();
`;

/**
 * How long a fresh process takes to import a bundle, in milliseconds of processor time: an import reads one file and
 * computes, and the time on the wall would measure what else the machine does.
 *
 * @param variables of the function, which some read when they are imported
 */
export async function importTime(bundle: string, variables: NodeJS.ProcessEnv): Promise<number> {
  const { stdout } = await execute(process.execPath, ['--input-type=module', '--eval', IMPORT], {
    env: { ...variables, AWS_REGION: 'us-east-1', BUNDLE: pathToFileURL(bundle).href },
  });
  return Number(stdout);
}
