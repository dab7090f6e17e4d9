import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { together } from '#local/together.ts';

const never = new AbortController().signal;

/** A task that goes on until it is told to give up. */
const untilAborted = (ended: string[], name: string) => async (signal: AbortSignal) => {
  if (!signal.aborted) await once(signal, 'abort');
  ended.push(name);
  throw signal.reason;
};

describe('together', () => {
  it('returns what every task returned, in order', async () => {
    expect(
      await together<[string, number]>(
        never,
        async () => 'one',
        async () => 2,
      ),
    ).toEqual(['one', 2]);
  });

  it('ends the others when one fails, and throws what that one threw', async () => {
    const ended: string[] = [];
    const failing = async () => {
      throw new Error('no Python');
    };
    await expect(together(never, untilAborted(ended, 'synth'), failing)).rejects.toThrow('no Python');
    expect(ended).toEqual(['synth']);
  });

  it('ends all when the caller gives up', async () => {
    const ended: string[] = [];
    const caller = new AbortController();
    const running = together(caller.signal, untilAborted(ended, 'a'), untilAborted(ended, 'b'));
    caller.abort(new Error('Ctrl-C'));
    await expect(running).rejects.toThrow('Ctrl-C');
    expect(ended).toEqual(['a', 'b']);
  });
});
