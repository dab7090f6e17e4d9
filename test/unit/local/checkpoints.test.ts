import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { savedSince } from '#local/checkpoints.ts';
import { stateDirectory } from '#local/stateDirectory.ts';

async function newDirectory() {
  const directory = stateDirectory(await mkdtemp(join(tmpdir(), 'muster-checkpoints-')));
  await mkdir(directory.aws);
  const checkpoint = (seconds: number) =>
    writeFile(join(directory.aws, 'checkpoint.json'), JSON.stringify({ moment: seconds }));
  return { directory, checkpoint };
}

describe('savedSince', () => {
  it('returns once a checkpoint holds the moment, and not for an earlier one', async () => {
    const { directory, checkpoint } = await newDirectory();
    await checkpoint(99.9);
    let saved = false;
    const waiting = savedSince(directory, 100_000, new AbortController().signal).then(() => {
      saved = true;
    });
    await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 120))]);
    expect(saved).toBe(false);
    await checkpoint(100);
    await waiting;
  });

  it('gives up when the start is given up', async () => {
    const { directory } = await newDirectory();
    const signal = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(savedSince(directory, 1, signal)).rejects.toThrow('Ctrl-C');
  });
});
