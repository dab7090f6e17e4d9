import { rename, writeFile } from 'node:fs/promises';

/** Writes a file that only this user may read. A reader finds the old text or the new, never a part. */
export async function writePrivately(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, file);
}
