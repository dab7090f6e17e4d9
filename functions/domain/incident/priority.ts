import type { PriorityMatrix } from '../organisation/schema.ts';
import type { Level, Priority } from '../schema.ts';

/** @returns the priority that an organisation's matrix gives to a severity and an impact */
export function priorityOf(matrix: PriorityMatrix, severity: Level, impact: Level): Priority {
  return matrix[severity][impact];
}

/** @returns whether `a` is more urgent than `b`: P1 before P5 */
export function isHigher(a: Priority, b: Priority): boolean {
  return a < b;
}
