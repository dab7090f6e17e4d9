const PATTERN = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * Reads an ISO 8601 duration of weeks, days, hours, minutes and seconds.
 * Months and years are refused because their length depends on a date.
 *
 * @param text for example `PT5M` or `P1DT12H`
 * @returns whole seconds, or undefined when the text is not such a duration
 */
export function durationSeconds(text: string): number | undefined {
  const match = PATTERN.exec(text);
  if (!match || text.endsWith('P') || text.endsWith('T')) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const total = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
  return Number.isSafeInteger(total) ? total : undefined;
}

/**
 * The length of a duration that a schema has already accepted.
 *
 * @returns milliseconds
 * @throws Error when the text is not a duration, which a schema should have refused
 */
export function durationMilliseconds(text: string): number {
  const seconds = durationSeconds(text);
  if (seconds === undefined) throw new Error(`"${text}" is not an ISO 8601 duration.`);
  return seconds * 1000;
}
