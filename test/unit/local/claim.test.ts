import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claim, readClaim } from '#local/claim.ts';
import { identify, isRunning } from '#local/processIdentity.ts';

const newFile = async () => join(await mkdtemp(join(tmpdir(), 'muster-claim-')), 'claim.json');

describe('claim', () => {
  it('belongs to one at a time, who can say something to the others', async () => {
    const file = await newFile();
    const first = await claim(file, { port: 1 });
    if (!('claim' in first)) throw new Error('The first one did not get it.');
    await first.claim.update({ port: 2 });
    expect(await claim(file, { port: 3 })).toMatchObject({
      heldBy: { owner: { pid: process.pid }, details: { port: 2 } },
    });
    await first.claim.release();
    expect(await claim(file, { port: 4 })).toHaveProperty('claim');
  });

  it('passes to the next when its owner ended without letting go, with what that one had said', async () => {
    const file = await newFile();
    await writeFile(
      file,
      JSON.stringify({ owner: { pid: process.pid, began: 'long ago' }, details: { port: 1 } }),
    );
    const next = await claim(file, { port: 2 });
    expect(next).toMatchObject({ left: { port: 1 } });
    expect((await readClaim<{ port: number }>(file))?.details).toEqual({ port: 2 });
  });

  it('gives way to none of many who want it at once', async () => {
    const file = await newFile();
    const results = await Promise.all(Array.from({ length: 20 }, (_, port) => claim(file, { port })));
    expect(results.filter((result) => 'claim' in result)).toHaveLength(1);
  });
});

describe('isRunning', () => {
  it('follows a process from its start to its end', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    await once(child, 'spawn');
    const identity = await identify(child.pid as number);
    if (!identity) throw new Error('The process was not found.');
    expect(await isRunning(identity)).toBe(true);
    expect(await isRunning({ ...identity, began: 'before' })).toBe(false);
    child.stdin.end();
    await once(child, 'exit');
    expect(await isRunning(identity)).toBe(false);
  });
});
