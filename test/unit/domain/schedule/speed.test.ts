import { expect, it } from 'vitest';
import type { DailyWindow } from '#domain/localTime/schema.ts';
import { onCallAt } from '#domain/schedule/onCall.ts';

import { shiftsOf } from '#domain/schedule/shifts.ts';
import { noDepartures, rotaOf } from './rotas.ts';

const RUNS = 8;

const WORKDAYS: DailyWindow['weekdays'] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

const rota = rotaOf(
  'Europe/Berlin',
  { name: 'Weeks', people: 'abcde', every: 'P7D' },
  { name: 'Nights', every: 'P1D', restrictions: [{ weekdays: WORKDAYS, from: '18:00', to: '08:00' }] },
  { name: 'Half days', every: 'PT12H', restrictions: [{ from: '02:30', to: '04:00' }] },
  {
    name: 'Afternoons',
    every: 'PT12H',
    onCall: 2,
    restrictions: [{ weekdays: WORKDAYS, from: '12:00', to: '20:00' }],
  },
  {
    name: 'Weekends',
    every: 'P1D',
    restrictions: [{ weekdays: ['saturday', 'sunday'], from: '00:00', to: '00:00' }],
  },
  {
    name: 'Launches',
    every: 'PT12H',
    until: '2026-10-01T00:00:00.000Z',
    restrictions: [{ from: '10:00', to: '11:00' }],
  },
);

/** The least CPU time in ms of several runs, of which the machine disturbs some. */
function cpuMs(work: () => void): number {
  work();
  const times = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

it('a year of six layers takes less than 50 ms of CPU', () => {
  const year = () => shiftsOf(rota, noDepartures, new Date('2026-01-01Z'), new Date('2027-01-01Z'));
  expect(year().length).toBeGreaterThan(2000);
  expect(cpuMs(year)).toBeLessThan(50);
});

it('who is on call is found in less than a millisecond, at a hundred instants of a year', () => {
  const instants = Array.from(
    { length: 100 },
    (_, step) => new Date(Date.UTC(2026, 0, 1) + step * 80 * 3600_000),
  );
  const ask = () => {
    for (const at of instants) onCallAt(rota, noDepartures, at);
  };
  expect(cpuMs(ask)).toBeLessThan(instants.length);
});
