/** Further apart, two words are no longer one with a typing mistake. */
const MOST_EDITS = 2;

/**
 * What somebody who wrote a word perhaps meant.
 *
 * @param word as it was written
 * @param known the words that there are
 * @returns a sentence that begins with a space, or nothing
 */
export function didYouMean(word: string, known: Iterable<string>): string {
  const near = [...known]
    .map((one) => ({ one, edits: editsBetween(word.toLowerCase(), one.toLowerCase()) }))
    .filter(({ edits }) => edits <= Math.min(MOST_EDITS, Math.floor(word.length / 2)))
    .toSorted((first, second) => first.edits - second.edits)[0];
  return near ? ` Did you mean "${near.one}"?` : '';
}

/** How many letters have to be added, taken away or replaced (Levenshtein). */
function editsBetween(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const current = [row + 1];
    for (const [column, opposite] of [...other].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === opposite ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
