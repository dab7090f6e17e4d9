import type { Existing } from './existing.ts';
import type { Plan } from './plan.ts';

/** How much of a value is shown. */
const LONGEST = 60;
/** How much is shown of what two long texts have in common before they differ. */
const CONTEXT = 20;

/** How many things were, or would be, dealt with in each way. */
export interface Counts {
  created: number;
  changed: number;
  deleted: number;
}

/** What a plan comes to. */
export const countsOf = ({ creations, changes, deletions }: Plan): Counts => ({
  created: creations.filter(({ make }) => make).length,
  changed: changes.length,
  deleted: deletions.filter(({ make }) => make).length,
});

/** `3 created, 1 changed, 0 deleted` */
export const countsText = ({ created, changed, deleted }: Counts): string =>
  `${created} created, ${changed} changed, ${deleted} deleted`;

/**
 * A plan for people, a line for each thing in the order in which it comes about.
 *
 * @param set the name of the file set
 */
export function planLines(plan: Plan, set: string): string[] {
  const keyOf = (one: Existing) => one.key?.slice(set.length + 1) ?? one.name;
  return [
    ...plan.creations.flatMap(({ thing, make }) =>
      make ? [`+ ${thing.kind.noun} ${thing.name}  ${valueText(thing.input.name)}`] : [],
    ),
    ...plan.changes.flatMap(({ thing, differences }) => {
      const lines = differences.map(
        ({ path, before, after }) => `${path}: ${apart(before, after).join(' → ')}`,
      );
      const title = `~ ${thing.kind.noun} ${thing.name}`;
      return lines.length === 1 ? [`${title}  ${lines[0]}`] : [title, ...lines.map((line) => `    ${line}`)];
    }),
    ...plan.deletions.flatMap(({ thing, make }) => (make ? [`- ${thing.kind.noun} ${keyOf(thing)}`] : [])),
    ...plan.kept.map(
      (one) => `  ${one.kind.noun} ${keyOf(one)} is kept, though no longer in the files (--prune deletes it)`,
    ),
  ];
}

/** Two values as texts; long ones from about where they begin to differ. */
function apart(before: unknown, after: unknown): [string, string] {
  const texts = [valueText(before), valueText(after)] as const;
  if (texts.every(({ length }) => length <= LONGEST)) return [...texts];
  const [one, other] = texts;
  const same = [...one].findIndex((letter, index) => letter !== other[index]);
  const from = Math.max(0, (same === -1 ? one.length : same) - CONTEXT);
  const cut = (text: string) => {
    const end = from + LONGEST;
    return `${from > 0 ? '…' : ''}${text.slice(from, end)}${text.length > end ? '…' : ''}`;
  };
  return [cut(one), cut(other)];
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    return value.length === 0 ? 'none' : value.map(valueText).join(', ');
  }
  const plain = typeof value === 'string' && /^[\p{L}\p{N}+*][\p{L}\p{N} .:@+*/_-]*$/u.test(value);
  // JSON leaves some characters that would reach the terminal as commands, or turn the line around.
  return plain ? value : JSON.stringify(value).replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, escaped);
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
