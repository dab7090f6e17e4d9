import { expect, it } from 'vitest';
import { spokenTime } from '#domain/localTime/spoken.ts';

it.each([
  ['2026-11-30T08:00:00.000Z', 'Europe/Berlin', 'Mon 30 Nov 2026 09:00 CET'],
  ['2026-10-25T00:30:00.000Z', 'Europe/Berlin', 'Sun 25 Oct 2026 02:30 CEST'],
  ['2026-10-25T01:30:00.000Z', 'Europe/Berlin', 'Sun 25 Oct 2026 02:30 CET'],
  ['2026-11-30T00:00:00.000Z', 'Asia/Kolkata', 'Mon 30 Nov 2026 05:30 GMT+5:30'],
  ['2026-11-30T00:00:00.000Z', 'UTC', 'Mon 30 Nov 2026 00:00 UTC'],
])('%s in %s is %s', (at, timeZone, spoken) => {
  expect(spokenTime(at, timeZone)).toBe(spoken);
});
