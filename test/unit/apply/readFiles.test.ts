import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFiles } from '#apply/files/readFiles.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-files-'));
  await writeFile(join(folder, 'b.yaml'), 'name: b\n');
  await writeFile(join(folder, 'a.yml'), 'name: a\n');
  await writeFile(join(folder, 'notes.txt'), 'no YAML: [');
});
afterAll(() => rm(folder, { recursive: true }));

describe('reading', () => {
  it('a folder takes its YAML files in the order of their names', async () => {
    const files = await readFiles(folder, join(folder, '..'));
    const shown = folder.split('/').at(-1);
    expect(files.map(({ name, content }) => [name, content])).toEqual([
      [`${shown}/a.yml`, { name: 'a' }],
      [`${shown}/b.yaml`, { name: 'b' }],
    ]);
  });

  it('a file takes just that', async () => {
    const [file, ...others] = await readFiles(join(folder, 'b.yaml'), folder);
    expect(file).toMatchObject({ name: 'b.yaml', content: { name: 'b' } });
    expect(others).toEqual([]);
  });

  it('says what is not there', async () => {
    await expect(readFiles(join(folder, 'c.yaml'), folder)).rejects.toThrow(
      'There is no file or folder c.yaml.',
    );
    const empty = await mkdtemp(join(folder, 'empty-'));
    await expect(readFiles(empty, folder)).rejects.toThrow('holds no file that ends in .yaml or .yml.');
  });
});
