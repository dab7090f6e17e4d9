import { describe, expect, it } from 'vitest';
import { ulidIds } from '#adapters/ids.ts';
import type { Turns } from '#operations/escalation/turns.ts';

/** What every store of turns must do. */
export function turnStoreContract(open: () => Turns): void {
  describe('a store of turns', () => {
    it('gives each turn once, from the first on, to each target by itself', async () => {
      const turns = open();
      const [one, other] = [ulidIds.next('team'), ulidIds.next('team')];
      const taken = await Promise.all(Array.from({ length: 5 }, () => turns.take([one])));
      expect(taken.map((given) => given.get(one)).sort()).toEqual([0, 1, 2, 3, 4]);
      expect(await turns.take([one, other])).toEqual(
        new Map([
          [one, 5],
          [other, 0],
        ]),
      );
    });

    it('takes none where it is only looked at', async () => {
      const turns = open();
      const target = ulidIds.next('team');
      expect(await turns.peek([target])).toEqual(new Map([[target, 0]]));
      await turns.take([target]);
      expect(await turns.peek([target])).toEqual(new Map([[target, 1]]));
      expect(await turns.peek([target])).toEqual(new Map([[target, 1]]));
    });
  });
}
