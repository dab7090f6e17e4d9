import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '#local/command.ts';

async function options(signal = new AbortController().signal) {
  const cwd = await mkdtemp(join(tmpdir(), 'muster-command-'));
  return { cwd, env: process.env, log: join(cwd, 'command.log'), signal };
}

const script = (text: string) => ['-e', text];

describe('run', () => {
  it('gives the exit code and all that was written, and logs the same', async () => {
    const where = await options();
    const result = await run(
      process.execPath,
      script('console.log(1); console.error(2); process.exit(3)'),
      where,
    );
    expect(result.exitCode).toBe(3);
    expect(result.output).toMatch(/1\n/);
    expect(result.output).toMatch(/2\n/);
    expect(await readFile(where.log, 'utf8')).toBe(result.output);
  });

  it('ends a program that nobody wants any more, and throws the reason', async () => {
    const giveUp = new AbortController();
    const running = run(process.execPath, script('process.stdin.resume(); setInterval(() => {}, 1000)'), {
      ...(await options(giveUp.signal)),
    });
    giveUp.abort(new Error('Ctrl-C'));
    await expect(running).rejects.toThrow('Ctrl-C');
  });

  it('throws when there is no such program', async () => {
    await expect(run('no-such-program', [], await options())).rejects.toThrow(/ENOENT/);
  });
});
