import { describe, expect, it } from 'vitest';
import { atMost, exactly, lineOf } from '../../../bench/verdict.ts';

describe('a verdict', () => {
  it('is ok up to the limit and broken above it', () => {
    expect(atMost('start', 1.3, 1.3).ok).toBe(true);
    expect(atMost('start', 1.301, 1.3).ok).toBe(false);
  });

  it('is broken by less, too, where a number is exact', () => {
    expect(exactly('calls', 1, 1).ok).toBe(true);
    expect(exactly('calls', 0, 1).ok).toBe(false);
  });

  it('is one line: name, measured, budget, ok', () => {
    expect(lineOf(atMost('start', 1.23456, 1.3, 'x')).split(/\s{2,}/)).toEqual([
      'start',
      '1.235 x',
      '≤ 1.3 x',
      'ok',
    ]);
    expect(lineOf(exactly('calls', 2, 1)).split(/\s{2,}/)).toEqual(['calls', '2', '= 1', 'BROKEN']);
  });
});
