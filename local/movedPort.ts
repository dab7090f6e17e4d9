import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePrivately } from './privateFile.ts';

/**
 * Takes the stored state of a local AWS to another port: MiniStack keeps whole addresses, such as those of queues.
 *
 * @param folder MiniStack's state
 * @param from the port that the state was stored on
 * @param to the port that it is used on from now on
 */
export async function moveToPort(folder: string, from: number, to: number): Promise<void> {
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.json'))) {
    const file = join(folder, name);
    const text = await readFile(file, 'utf8');
    const moved = text.replaceAll(new RegExp(`127\\.0\\.0\\.1:${from}(?!\\d)`, 'g'), `127.0.0.1:${to}`);
    if (moved !== text) await writePrivately(file, moved);
  }
}
