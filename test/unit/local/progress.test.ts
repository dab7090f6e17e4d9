import { describe, expect, it } from 'vitest';
import { createProgress } from '#local/progress.ts';

function start() {
  const lines: string[] = [];
  let now = 1000;
  const progress = createProgress(
    (line) => lines.push(line),
    () => now,
  );
  return { lines, progress, pass: (milliseconds: number) => (now += milliseconds) };
}

describe('progress', () => {
  it('shows a step when it begins and when it is done, with both times', async () => {
    const { lines, progress, pass } = start();
    pass(500);
    const result = await progress.step('Deploying', async () => {
      pass(2500);
      return 'deployed';
    });
    expect(result).toBe('deployed');
    expect(lines.map((line) => line.trim())).toEqual([
      '0.5 s  Deploying …',
      '3.0 s  Deploying: done in 2.5 s',
    ]);
  });

  it('does not call a step done that failed', async () => {
    const { lines, progress } = start();
    const failing = progress.step('Deploying', async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(lines).toHaveLength(1);
  });
});
