/** `npm run apply`: makes Muster's configuration what a file, or a folder of files, says. */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { connectApi } from '#local/api.ts';
import { explain } from '#local/failure.ts';
import { DEFAULT_STATE_DIR, runningStack } from '#local/ownership.ts';
import { applyFiles } from './applyFiles.ts';
import { parseApplyArguments } from './arguments.ts';
import { destination } from './destination.ts';
import { editorSchema } from './editorSchema.ts';

/** npm runs scripts in the project's own folder; people name files from where they are. */
const FROM = process.env.INIT_CWD ?? process.cwd();
const SCHEMA = join(import.meta.dirname, 'muster.schema.json');

try {
  const { path, dryRun, prune, api, writeSchema } = parseApplyArguments(process.argv.slice(2));
  if (writeSchema) {
    await writeFile(SCHEMA, `${JSON.stringify(editorSchema(), null, 2)}\n`);
  } else if (path !== undefined) {
    const { url, key } = await destination(api, process.env, () => runningStack(DEFAULT_STATE_DIR));
    await applyFiles(connectApi(url, key), {
      path: resolve(FROM, path),
      from: FROM,
      dryRun,
      prune,
      print: (line) => console.log(line),
    });
  }
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
