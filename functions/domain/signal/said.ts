/**
 * Reads the time that a tool gives, such as `2015-06-03T17:43:27.123+0000` or `2020-08-08T14:32:08.326990857Z`.
 * A clock that is ahead would put an alarm after its own end, so the time of receipt is the latest.
 *
 * @param text what the tool sent
 * @param receivedAt RFC 3339
 * @returns RFC 3339 in UTC; the time of receipt when the text is no time, is before 1970 or is in the future
 */
export function saidAt(text: unknown, receivedAt: string): string {
  // AWS's own examples carry blanks within times ("12: 36: 15"); the letter T keeps date and time apart.
  const time = typeof text === 'string' ? Date.parse(text.replace(/:\s+/g, ':').slice(0, 64)) : Number.NaN;
  return time >= 0 && time <= Date.parse(receivedAt) ? new Date(time).toISOString() : receivedAt;
}

/** @returns the fields that say something: not those that are missing, null or empty text */
export function saidFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null && value !== ''));
}
