import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { awsImportsOf, referenceSource } from './awsImports.ts';

const PROJECT_ROOT = dirname(dirname(import.meta.dirname));

/**
 * Bundles, as lib/constructs/handler-function.ts does, a file that imports from the AWS SDK what a bundle does.
 *
 * @param folder gets the result
 * @returns the file
 */
export async function bundleReference(bundle: string, folder: string): Promise<string> {
  const outfile = join(folder, 'index.mjs');
  await build({
    stdin: { contents: referenceSource(await awsImportsOf(bundle)), resolveDir: PROJECT_ROOT },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    mainFields: ['module', 'main'],
  });
  return outfile;
}
