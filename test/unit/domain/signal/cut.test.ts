import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutDedupKey, cutDetails, cutLine, cutLinks } from '#domain/signal/cut.ts';

/** Characters that have broken somebody's cutting before. */
const character = fc.constantFrom('a', ' ', '\n', '\u0000', '"', 'é', '🔥', '\uD83D', '\uDD25', '\uFFFF');

const size = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('cutting a line', () => {
  it('makes one line of several and never cuts through a character', () => {
    expect(cutLine('a\r\nb\u0000c', 10)).toBe('a b c');
    expect(cutLine('ab🔥🔥', 4)).toBe('ab…');
  });

  it('always fits and never spoils the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: character, maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (text, longest) => {
          const line = cutLine(text, longest);
          expect(line.length).toBeLessThanOrEqual(longest);
          expect(line.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});

describe('cutting a dedup key', () => {
  it('keeps apart long keys that differ only at the end', () => {
    const long = 'k'.repeat(600);
    expect(cutDedupKey(`${long}1`)).not.toBe(cutDedupKey(`${long}2`));
    expect(cutDedupKey(`${long}1`)).toBe(cutDedupKey(`${long}1`));
    expect(cutDedupKey(long).length).toBe(512);
    expect(cutDedupKey('short')).toBe('short');
  });
});

describe('cutting details', () => {
  it('keeps small fields whole, cuts a large one and says so', () => {
    const cut = cutDetails({ log: 'x'.repeat(100_000), host: 'web-1', free: '1%' });
    expect(cut).toMatchObject({ host: 'web-1', free: '1%', _cut: expect.stringContaining('4 KB') });
    expect(String(cut.log).endsWith('…')).toBe(true);
    expect(size(cut)).toBeLessThanOrEqual(4096);
    expect(size(cut)).toBeGreaterThan(3000);
  });

  it('turns into text what a store refuses', () => {
    const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    const details = JSON.parse(
      '{"huge": 1e400, "exact": 12345678901234567890, "tiny": 1e-300, "": 1, "__proto__": 2}',
    );
    expect(cutDetails(details)).toEqual({
      huge: 'Infinity',
      exact: '12345678901234567000',
      tiny: '1e-300',
      _: 1,
    });
    expect(JSON.stringify(cutDetails({ deep }))).toContain('…');
  });

  it('is plain JSON of at most 4 KB, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: character }), fc.jsonValue({ maxDepth: 8 })),
        fc.string({ unit: character, maxLength: 6000, size: 'max' }),
        (details, text) => {
          const cut = cutDetails({ ...details, text });
          expect(size(cut)).toBeLessThanOrEqual(4096);
          expect(JSON.stringify(JSON.parse(JSON.stringify(cut)))).toBe(JSON.stringify(cut));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('cutting links', () => {
  it('keeps web addresses only', () => {
    expect(
      cutLinks([
        { href: 'https://example.com/a', text: 'A' },
        { href: 'javascript:alert(1)' },
        { href: '/relative' },
        { href: 7 },
        { href: `https://example.com/${'x'.repeat(3000)}` },
        { href: 'http://example.com', text: ' ' },
      ]),
    ).toEqual([{ href: 'https://example.com/a', text: 'A' }, { href: 'http://example.com' }]);
  });
});
