import { describe, expect, it } from 'vitest';
import { staleReasons } from '#domain/plan/freshness.ts';

const createdAt = '2026-01-01T12:00:00.000Z';
const plan = { reviewBy: null, createdAt };
const at = (time: string) => new Date(time);

describe('a plan', () => {
  it('is fresh up to the end of the day by which it is to be reviewed', () => {
    const reviewed = { ...plan, reviewBy: '2026-02-01' };
    expect(staleReasons(reviewed, null, at('2026-02-01T23:59:59.999Z'))).toEqual([]);
    expect(staleReasons(reviewed, null, at('2026-02-02T00:00:00.000Z'))).toEqual([
      'It was to be reviewed by 2026-02-01.',
    ]);
  });

  it('is stale when nothing has run it for 180 days since it was made', () => {
    expect(staleReasons(plan, null, at('2026-06-30T11:59:59.999Z'))).toEqual([]);
    expect(staleReasons(plan, null, at('2026-06-30T12:00:00.000Z'))).toEqual([
      'No incident has run it since it was made on 2026-01-01, 180 days ago.',
    ]);
  });

  it('is fresh for another 180 days when an incident has run it', () => {
    const exercisedAt = '2026-05-01T00:00:00.000Z';
    expect(staleReasons(plan, exercisedAt, at('2026-10-27T23:59:59.999Z'))).toEqual([]);
    expect(staleReasons(plan, exercisedAt, at('2026-10-28T00:00:00.000Z'))).toEqual([
      'No incident has run it since 2026-05-01, 180 days ago.',
    ]);
  });

  it('may be stale for both reasons', () => {
    expect(staleReasons({ ...plan, reviewBy: '2026-02-01' }, null, at('2027-01-01T00:00:00Z'))).toHaveLength(
      2,
    );
  });
});
