/** From an instant up to another one that is no longer part of it, in milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

/**
 * Makes one of what overlaps or touches.
 *
 * @returns spans with time between them, in order
 */
export function union(spans: Span[]): Span[] {
  const united: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.from - other.from)) {
    const last = united.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else united.push({ from: span.from, to: span.to });
  }
  return united;
}

/**
 * Goes through the times that two lists have in common.
 *
 * @param ones in order, none overlapping another
 * @param others in order, none overlapping another
 * @param combine what comes of a time in which one of each lies
 * @returns the results in order
 */
export function intersect<One extends Span, Other extends Span, Result>(
  ones: One[],
  others: Other[],
  combine: (span: Span, one: One, other: Other) => Result,
): Result[] {
  const results: Result[] = [];
  let one = ones[0];
  let other = others[0];
  for (let i = 0, j = 0; one && other; ) {
    const from = Math.max(one.from, other.from);
    const to = Math.min(one.to, other.to);
    if (from < to) results.push(combine({ from, to }, one, other));
    if (one.to <= other.to) one = ones[++i];
    else other = others[++j];
  }
  return results;
}

/**
 * The times that are left of a span.
 *
 * @param taken in order, none overlapping another
 */
export function complement(span: Span, taken: Span[]): Span[] {
  const left: Span[] = [];
  let from = span.from;
  for (const one of taken) {
    if (one.from >= span.to) break;
    if (from < one.from) left.push({ from, to: one.from });
    from = Math.max(from, one.to);
  }
  if (from < span.to) left.push({ from, to: span.to });
  return left;
}
