import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFinal } from '#domain/incident/status.ts';
import { anyMortalDeed, type MortalDeed } from '#test/support/life/anyDeed.ts';
import { anyCircumstances, begin, read } from '#test/support/life/begin.ts';
import { check } from '#test/support/life/check.ts';
import { end } from '#test/support/life/end.ts';
import { perform } from '#test/support/life/perform.ts';

/** Says after which deed something was wrong. */
async function after<Result>(
  what: MortalDeed | 'the opening' | 'the end',
  number: number,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`After deed ${number}, ${JSON.stringify(what)}: ${message}`, { cause });
  }
}

describe('an incident', () => {
  it('keeps every promise whatever people do, whoever is away, and wherever a process dies', async () => {
    const met = { pages: 0, deaths: 0, ends: 0 };
    await fc.assert(
      fc.asyncProperty(
        anyCircumstances,
        fc.array(anyMortalDeed, { minLength: 1, maxLength: 25 }),
        async (circumstances, deeds) => {
          const life = await after('the opening', 0, () => begin(circumstances));
          for (const [number, deed] of deeds.entries()) {
            await after(deed, number + 1, async () => {
              life.doom(deed.dies);
              await perform(life, deed);
              await life.clocks.passUntil(life.world.ports.clock.now().getTime());
              life.doom(undefined);
              for (const id of life.ids) await check(life, id);
            });
          }
          await after('the end', deeds.length, () => end(life));
          met.pages += life.seen.messages.length;
          met.deaths += life.deaths();
          if (isFinal((await read(life, life.ids[0])).status)) met.ends += 1;
        },
      ),
      { numRuns: 150 },
    );
    expect(Math.min(met.pages, met.deaths)).toBeGreaterThan(50);
    expect(met.ends).toBeGreaterThan(3);
  });
});
