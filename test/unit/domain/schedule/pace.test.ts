import { describe, expect, it } from 'vitest';
import { longestSpan } from '#domain/schedule/pace.ts';
import type { Layer } from '#domain/schedule/schema.ts';

const DAY = 24 * 3600_000;

const layer = (every: string, onCall: number, restrictions: number): Layer => ({
  name: 'Layer',
  participants: ['ctc_00000000000000000000000ADA'],
  rotation: { every, handoff: '09:00', from: '2026-01-05' },
  restrictions: Array.from({ length: restrictions }, () => ({ from: '09:00', to: '17:00' })),
  onCall,
  until: null,
});

describe('the longest time that is shown at once', () => {
  it.each([
    ['one layer by the day', [layer('P1D', 1, 0)], 200_000],
    ['one by the week, two at a time', [layer('P7D', 2, 0)], 700_000],
    ['one by the hour, in 20 spans a day, ten at a time', [layer('PT1H', 10, 20)], 200_000 / 440],
    ['two layers', [layer('P1D', 1, 1), layer('PT12H', 1, 0)], 50_000],
  ])('is shorter the more often layers change: %s', (_what, layers, days) => {
    expect(longestSpan({ layers }) / DAY).toBeCloseTo(days, 3);
  });
});
