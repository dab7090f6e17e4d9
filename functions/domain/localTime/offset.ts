/** Since 1970 no zone has changed its offset and changed it back within less than 167 hours. */
const PERIOD_MS = 4 * 24 * 3600_000;
const SECOND_MS = 1000;

/** The IANA database has about 600 names; only the same names in other cases can fill more than this. */
const MOST_ZONES = 1000;

/** The offset at the beginning of a period since 1970, and its changes within it. */
interface Period {
  offset: number;
  changes: { at: number; offset: number }[];
}

interface Zone {
  format: Intl.DateTimeFormat;
  periods: Map<number, Period>;
}

/**
 * What is known of zones, for as long as the process lives: an offset never changes.
 *
 * It comes from Intl and not from Temporal: importing temporal-polyfill alone takes 16 ms of a Lambda's start, and
 * it asks Intl as well.
 */
const zones = new Map<string, Zone>();

/**
 * How far a zone's clocks are ahead of UTC.
 *
 * @param timeZone IANA
 * @param at in milliseconds since 1970
 * @returns milliseconds, negative west of Greenwich
 * @throws RangeError when there is no such zone, which a schema should have refused
 */
export function offsetAt(timeZone: string, at: number): number {
  const zone = zones.get(timeZone) ?? addZone(timeZone);
  const number = Math.floor(at / PERIOD_MS);
  let period = zone.periods.get(number);
  if (!period) {
    period = readPeriod(zone.format, number * PERIOD_MS);
    zone.periods.set(number, period);
  }
  let { offset } = period;
  for (const change of period.changes) if (at >= change.at) offset = change.offset;
  return offset;
}

function addZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  if (zones.size >= MOST_ZONES) zones.clear();
  const zone = { format, periods: new Map<number, Period>() };
  zones.set(timeZone, zone);
  return zone;
}

function readPeriod(format: Intl.DateTimeFormat, from: number): Period {
  const to = from + PERIOD_MS;
  const last = readOffset(format, to);
  const period: Period = { offset: readOffset(format, from), changes: [] };
  let known = { at: from, offset: period.offset };
  while (known.offset !== last) {
    const at = firstChange(format, known, to);
    known = { at, offset: readOffset(format, at) };
    period.changes.push(known);
  }
  return period;
}

/** Zones change their offset at whole seconds. */
function firstChange(
  format: Intl.DateTimeFormat,
  known: { at: number; offset: number },
  end: number,
): number {
  let before = known.at / SECOND_MS;
  let after = end / SECOND_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (readOffset(format, middle * SECOND_MS) === known.offset) before = middle;
    else after = middle;
  }
  return after * SECOND_MS;
}

/** Reads the end of `1/31/2026, GMT+05:30`. Zones of 1970 had offsets with seconds; that of UTC has no digits. */
function readOffset(format: Intl.DateTimeFormat, at: number): number {
  const match = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(format.format(at));
  if (!match) return 0;
  const [, sign, hours, minutes, seconds = '0'] = match;
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * SECOND_MS;
  return sign === '-' ? -size : size;
}
