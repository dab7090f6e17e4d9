import { randomUUID } from 'node:crypto';
import type { Api } from '#local/api.ts';
import { execute } from './changes/execute.ts';
import { readExisting } from './changes/existing.ts';
import { plan } from './changes/plan.ts';
import { countsOf, countsText, planLines } from './changes/report.ts';
import { declare } from './files/declare.ts';
import { readFiles } from './files/readFiles.ts';

export interface ApplyOptions {
  /** Of a file or a folder; absolute. */
  path: string;
  /** The folder from which messages name files; absolute. */
  from: string;
  /** Whether to show only what would be done. */
  dryRun: boolean;
  /** Whether to delete what the files declared once and no longer do. */
  prune: boolean;
  /** Is told what differs, line by line, and what came of it. */
  print(line: string): void;
}

/**
 * Makes Muster's configuration what files say. What is so already is left alone, and so is everything that the files
 * do not name: running it twice changes nothing more.
 *
 * @throws Mistakes where the files are wrong; nothing was changed then
 * @throws Failure at the first thing that Muster refuses, with what was done by then
 */
export async function applyFiles(
  api: Api,
  { path, from, dryRun, prune, print }: ApplyOptions,
): Promise<void> {
  const declaration = declare(await readFiles(path, from));
  const planned = plan(declaration, await readExisting(api), prune);
  for (const line of planLines(planned, declaration.name)) print(line);
  if (!dryRun) await execute(planned, api, randomUUID);
  const total = `${countsText(countsOf(planned))}, ${planned.unchanged} unchanged`;
  print(dryRun ? `A dry run: nothing was written. It would be: ${total}` : total);
}
