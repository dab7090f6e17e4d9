import type { Turns } from '#operations/escalation/turns.ts';

/** Whose turn it is, in memory: the twin of the table for tests, held to the same contract. */
export function memoryTurns(): Turns {
  const turns = new Map<string, number>();
  const look = (targetIds: string[]) => new Map(targetIds.map((id) => [id, turns.get(id) ?? 0]));
  return {
    peek: async (targetIds) => look(targetIds),
    take: async (targetIds) => {
      const before = look(targetIds);
      for (const [id, count] of before) turns.set(id, count + 1);
      return before;
    },
  };
}
