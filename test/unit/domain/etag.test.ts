import { describe, expect, it } from 'vitest';
import { etagOf, matches, revisionOf } from '#domain/etag.ts';

describe('an If-Match header', () => {
  it.each(['"3"', 'W/"3"', '*', '"1", "3"', ' "3" '])('%o holds for revision 3', (header) => {
    expect(matches(header, etagOf(3))).toBe(true);
  });

  it.each(['', '3', '"33"', '"2"', '"3', 'x'])('%o does not hold for revision 3', (header) => {
    expect(matches(header, etagOf(3))).toBe(false);
  });

  it('holds where there is none', () => {
    expect(matches(undefined, etagOf(3))).toBe(true);
  });

  it('is made of the revision', () => {
    expect(revisionOf(etagOf(42))).toBe(42);
  });
});
