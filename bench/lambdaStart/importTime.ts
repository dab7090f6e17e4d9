import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const IMPORT = `
  const start = performance.now();
  await import(process.env.BUNDLE);
  process.stdout.write(String(performance.now() - start));
  process.exit();
`;

/**
 * How long a fresh process takes to import a bundle, in milliseconds.
 *
 * @param variables of the function, which some read when they are imported
 */
export async function importTime(bundle: string, variables: NodeJS.ProcessEnv): Promise<number> {
  const { stdout } = await execute(process.execPath, ['--input-type=module', '--eval', IMPORT], {
    env: { ...variables, AWS_REGION: 'us-east-1', BUNDLE: pathToFileURL(bundle).href },
  });
  return Number(stdout);
}
