/**
 * An instant as people say it, in English, by the clock on a wall: `Mon 30 Nov 2026 09:00 CET`.
 *
 * @param at RFC 3339
 */
export function spokenTime(at: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  const parts = new Map(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const day = [part('weekday'), part('day'), part('month'), part('year')].join(' ');
  return `${day} ${part('hour')}:${part('minute')} ${part('timeZoneName')}`;
}
