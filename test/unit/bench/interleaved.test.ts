import { describe, expect, it } from 'vitest';
import { median, ratioOfMedians } from '../../../bench/interleaved.ts';

describe('median', () => {
  it('is the middle one, or the mean of the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([1, 2, 4, 100])).toBe(3);
  });

  it('is not there for nothing', () => {
    expect(() => median([])).toThrow('no median');
  });
});

describe('ratioOfMedians', () => {
  it('lets both take turns at going first, and no outlier decide', async () => {
    const order: string[] = [];
    const ours = [20, 20, 9_000, 20];
    const run = (name: string, next: () => number) => async () => {
      order.push(name);
      return next();
    };
    const ratio = await ratioOfMedians(
      run('ours', () => ours.shift() ?? 0),
      run('reference', () => 10),
      4,
    );
    expect(ratio).toBe(2);
    expect(order.join(' ')).toBe('ours reference reference ours ours reference reference ours');
  });
});
