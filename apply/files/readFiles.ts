import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Failure } from '#local/failure.ts';
import { readYaml, type YamlFile } from './document.ts';

/**
 * Reads a file, or the *.yaml and *.yml files of a folder (not of those in it), in the order of their names.
 *
 * @param path absolute
 * @param from the folder from which messages name the files
 * @throws Failure where there is nothing to read, and what `readYaml` throws
 */
export async function readFiles(path: string, from: string): Promise<YamlFile[]> {
  const shown = relative(from, path) || path;
  const found = await stat(path).catch(() => {
    throw new Failure(`There is no file or folder ${shown}.`);
  });
  if (!found.isDirectory()) return [readYaml(shown, await readFile(path, 'utf8'))];
  const names = (await readdir(path)).filter((name) => /\.ya?ml$/.test(name)).sort();
  if (names.length === 0) throw new Failure(`The folder ${shown} holds no file that ends in .yaml or .yml.`);
  return await Promise.all(
    names.map(async (name) => readYaml(join(shown, name), await readFile(join(path, name), 'utf8'))),
  );
}
