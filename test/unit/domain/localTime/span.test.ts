import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complement, intersect, type Span, union } from '#domain/localTime/span.ts';

const LAST = 60;
const spans = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: LAST - 1 }), fc.integer({ min: 1, max: 12 }))
    .map(([from, length]): Span => ({ from, to: Math.min(from + length, LAST) })),
  { maxLength: 8 },
);

const instants = Array.from({ length: LAST }, (_, at) => at);
const covers = (list: Span[], at: number) => list.some(({ from, to }) => from <= at && at < to);
const covered = (list: Span[]) => instants.filter((at) => covers(list, at));

describe('spans', () => {
  it('united cover the same instants, with time between them', () => {
    fc.assert(
      fc.property(spans, (list) => {
        const united = union(list);
        expect(covered(united)).toEqual(covered(list));
        for (const [index, { from }] of united.slice(1).entries()) {
          expect(united[index]?.to).toBeLessThan(from);
        }
      }),
    );
  });

  it('intersected cover what both cover', () => {
    fc.assert(
      fc.property(spans, spans, (ones, others) => {
        const common = intersect(union(ones), union(others), (span) => span);
        expect(covered(common)).toEqual(instants.filter((at) => covers(ones, at) && covers(others, at)));
      }),
    );
  });

  it('leave exactly the rest', () => {
    fc.assert(
      fc.property(spans, spans, ([whole = { from: 3, to: LAST }], taken) => {
        const rest = complement(whole, union(taken));
        expect(covered(rest)).toEqual(instants.filter((at) => covers([whole], at) && !covers(taken, at)));
      }),
    );
  });
});
