/** Since 1970 no zone has changed its offset twice within less than 167 hours. */
const PERIOD_MS = 4 * 24 * 3600_000;
const SECOND_MS = 1000;

/** The IANA database has about 600 names; only the same names in other cases can fill more than this. */
const MOST_ZONES = 1000;

/** The offsets before and after the one change that a period can have; without one, the change never comes. */
interface Period {
  before: number;
  after: number;
  changeAt: number;
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
  return at < period.changeAt ? period.before : period.after;
}

function addZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  if (zones.size >= MOST_ZONES) zones.clear();
  const zone = { format, periods: new Map<number, Period>() };
  zones.set(timeZone, zone);
  return zone;
}

function readPeriod(format: Intl.DateTimeFormat, from: number): Period {
  const before = readOffset(format, from);
  const after = readOffset(format, from + PERIOD_MS);
  const changeAt = before === after ? Number.POSITIVE_INFINITY : findChange(format, before, from);
  return { before, after, changeAt };
}

/** Zones change their offset at whole seconds. */
function findChange(format: Intl.DateTimeFormat, before: number, from: number): number {
  let early = from / SECOND_MS;
  let late = (from + PERIOD_MS) / SECOND_MS;
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (readOffset(format, middle * SECOND_MS) === before) early = middle;
    else late = middle;
  }
  return late * SECOND_MS;
}

/** Reads the end of `1/31/2026, GMT+05:30`. Zones of 1970 had offsets with seconds; that of UTC has no digits. */
function readOffset(format: Intl.DateTimeFormat, at: number): number {
  const match = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(format.format(at));
  if (!match) return 0;
  const [, sign, hours, minutes, seconds = '0'] = match;
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * SECOND_MS;
  return sign === '-' ? -size : size;
}
