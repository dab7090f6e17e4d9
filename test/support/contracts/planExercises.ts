import { describe, expect, it } from 'vitest';
import { ulidIds } from '#adapters/ids.ts';
import type { PlanExercises } from '#operations/plan/exercises.ts';

const [MORNING, NOON, EVENING] = ['08', '12', '20'].map((hour) => `2026-03-01T${hour}:00:00.000Z`) as [
  string,
  string,
  string,
];

/**
 * What every store of the exercises of plans must do.
 *
 * @param open gives a store, which may hold exercises of other plans
 */
export function planExercisesContract(open: () => PlanExercises): void {
  describe('a store of the exercises of plans', () => {
    it('keeps the latest, however often and in whatever order they are noted', async () => {
      const exercises = open();
      const [one, other, never] = [ulidIds.next('pln'), ulidIds.next('pln'), ulidIds.next('pln')];
      for (const at of [NOON, EVENING, MORNING, EVENING]) await exercises.note(one, at);
      await Promise.all([MORNING, NOON].map((at) => exercises.note(other, at)));
      const last = await exercises.lastOf([one, other, never]);
      expect(last).toEqual(
        new Map([
          [one, EVENING],
          [other, NOON],
        ]),
      );
    });

    it('is asked for as many plans as there are', async () => {
      const exercises = open();
      const ids = Array.from({ length: 150 }, () => ulidIds.next('pln'));
      await exercises.note(ids[149] ?? '', NOON);
      expect(await exercises.lastOf(ids)).toEqual(new Map([[ids[149], NOON]]));
      expect(await exercises.lastOf([])).toEqual(new Map());
    });
  });
}
