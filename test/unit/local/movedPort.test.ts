import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { moveToPort } from '#local/movedPort.ts';

it('takes every address of the local AWS to the new port, once or twice, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-state-'));
  const file = join(folder, 'sqs.json');
  await writeFile(
    file,
    '["http://127.0.0.1:4566/0/queue", "http://127.0.0.1:45660/", "127.0.0.1:4566", 4566]',
  );
  await writeFile(join(folder, 'blob'), 'http://127.0.0.1:4566/');
  await moveToPort(folder, 4566, 4600);
  await moveToPort(folder, 4566, 4600);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([
    'http://127.0.0.1:4600/0/queue',
    'http://127.0.0.1:45660/',
    '127.0.0.1:4600',
    4566,
  ]);
  expect(await readFile(join(folder, 'blob'), 'utf8')).toBe('http://127.0.0.1:4566/');
});
