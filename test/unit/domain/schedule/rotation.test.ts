import { describe, expect, it } from 'vitest';
import { shiftsOf } from '#domain/schedule/shifts.ts';
import { type LayerText, noDepartures, rotaOf } from './rotas.ts';

/** `a 2026-01-05 09:00` for each shift, by the clock in Berlin. */
function shifts(from: string, to: string, ...layers: LayerText[]): string[] {
  const rota = rotaOf('Europe/Berlin', ...layers);
  return shiftsOf(rota, noDepartures, new Date(from), new Date(to)).map(
    (shift) =>
      `${shift.contactId} ${new Date(shift.from).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' })}`,
  );
}

describe('a rotation', () => {
  it('begins with the first turn, on its day at the time of the hand-off', () => {
    expect(shifts('2026-01-01', '2026-01-08T08:00Z', {})).toEqual([
      'a 2026-01-05 09:00:00',
      'g 2026-01-06 09:00:00',
      'k 2026-01-07 09:00:00',
    ]);
  });

  it('by weeks hands off at the same time on the wall after a change of the clocks', () => {
    expect(shifts('2026-03-16T08:00Z', '2026-04-06T07:00Z', { every: 'P7D' })).toEqual([
      'g 2026-03-16 09:00:00',
      'k 2026-03-23 09:00:00',
      'a 2026-03-30 09:00:00',
    ]);
    expect(shifts('2026-03-16T08:00Z', '2026-04-06T07:00Z', { every: 'P1W' })).toHaveLength(3);
  });

  it('by 12 hours always hands off at the same two times on the wall', () => {
    expect(shifts('2026-10-24T07:00Z', '2026-10-26T08:00Z', { every: 'PT12H', people: 'ag' })).toEqual([
      'a 2026-10-24 09:00:00',
      'g 2026-10-24 21:00:00',
      'a 2026-10-25 09:00:00',
      'g 2026-10-25 21:00:00',
    ]);
  });

  it('by hours that do not divide the day goes on by the wall', () => {
    expect(shifts('2026-01-05T08:00Z', '2026-01-07T09:00Z', { every: 'PT10H' })).toEqual([
      'a 2026-01-05 09:00:00',
      'g 2026-01-05 19:00:00',
      'k 2026-01-06 05:00:00',
      'a 2026-01-06 15:00:00',
      'g 2026-01-07 01:00:00',
    ]);
  });

  it('has on call whose turn it is and those after them, each once', () => {
    expect(shifts('2026-01-05T08:00Z', '2026-01-08T08:00Z', { people: 'aagk', onCall: 2 })).toEqual([
      'a 2026-01-05 09:00:00',
      'g 2026-01-05 09:00:00',
      'k 2026-01-07 09:00:00',
    ]);
  });

  it('of one person is one shift', () => {
    expect(shifts('2026-01-05T08:00Z', '2026-12-31', { people: 'a' })).toEqual(['a 2026-01-05 09:00:00']);
  });

  it('hands off but once where a change skips several hand-offs', () => {
    const rota = rotaOf('Pacific/Apia', { people: 'agkm', every: 'PT12H', from: '2011-12-28' });
    const found = shiftsOf(rota, noDepartures, new Date('2011-12-29T19:00Z'), new Date('2011-12-31T19:00Z'));
    expect(found.map(({ contactId, from }) => `${contactId} ${from}`)).toEqual([
      'k 2011-12-29T19:00:00.000Z',
      'm 2011-12-30T07:00:00.000Z',
      'k 2011-12-30T19:00:00.000Z',
      'm 2011-12-31T07:00:00.000Z',
    ]);
  });
});

describe('layers', () => {
  it('that come later win where they are active', () => {
    const nights: LayerText = {
      name: 'Nights',
      people: 'n',
      restrictions: [{ from: '22:00', to: '06:00' }],
    };
    expect(shifts('2026-01-05T08:00Z', '2026-01-07T08:00Z', { people: 'a', every: 'P7D' }, nights)).toEqual([
      'a 2026-01-05 09:00:00',
      'n 2026-01-05 22:00:00',
      'a 2026-01-06 06:00:00',
      'n 2026-01-06 22:00:00',
      'a 2026-01-07 06:00:00',
    ]);
  });

  it('count on the weekdays of their restrictions', () => {
    const week: LayerText = {
      restrictions: [
        { weekdays: ['saturday', 'sunday'], from: '10:00', to: '18:00' },
        { weekdays: ['monday'], from: '12:00', to: '13:00' },
      ],
    };
    expect(shifts('2026-01-09T00:00Z', '2026-01-13T00:00Z', { ...week, people: 'a' })).toEqual([
      'a 2026-01-10 10:00:00',
      'a 2026-01-11 10:00:00',
      'a 2026-01-12 12:00:00',
    ]);
  });

  it('end at their instant, and leave what comes to those below', () => {
    const month: LayerText = { name: 'Launch', people: 'n', until: '2026-01-07T12:00:00.000Z' };
    expect(shifts('2026-01-05T08:00Z', '2026-01-08T08:00Z', { people: 'a' }, month)).toEqual([
      'n 2026-01-05 09:00:00',
      'a 2026-01-07 13:00:00',
    ]);
  });

  it('with the same person hand over nothing, yet are shifts of their own', () => {
    const later: LayerText = { name: 'Later', people: 'a', from: '2026-01-06' };
    expect(shifts('2026-01-05T08:00Z', '2026-01-08T08:00Z', { people: 'a' }, later)).toEqual([
      'a 2026-01-05 09:00:00',
      'a 2026-01-06 09:00:00',
    ]);
  });
});
