import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { duration, id, instant, line, patchOf, text } from '#domain/schema.ts';

describe('an instant', () => {
  it.each([
    ['2026-01-31T09:30:00Z', '2026-01-31T09:30:00.000Z'],
    ['2026-01-31T09:30:00.5+02:00', '2026-01-31T07:30:00.500Z'],
    ['2026-01-31T23:30:00-05:30', '2026-02-01T05:00:00.000Z'],
  ])('%s becomes %s', (given, utc) => {
    expect(instant.parse(given)).toBe(utc);
  });

  it.each([
    '',
    'now',
    '2026-01-31',
    '2026-02-30T00:00:00Z',
    '2026-01-01T25:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-01-01T00:00:00Z',
  ])('is not %o', (given) => {
    expect(instant.safeParse(given).success).toBe(false);
  });

  it('sorts as text as it does in time, whatever the offset', () => {
    const moment = fc.record({
      at: fc.integer({ min: 0, max: Date.parse('2190-01-01') }),
      minutes: fc.integer({ min: -840, max: 840 }),
    });
    const spell = ({ at, minutes }: { at: number; minutes: number }) => {
      const local = new Date(at + minutes * 60_000).toISOString().slice(0, -1);
      const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
      const offset = `${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
      return instant.parse(`${local}${minutes < 0 ? '-' : '+'}${offset}`);
    };
    fc.assert(
      fc.property(moment, moment, (one, other) => {
        expect(spell(one) < spell(other)).toBe(one.at < other.at);
      }),
    );
  });
});

describe('a duration', () => {
  it.each(['PT0S', 'PT5M', 'P1D', 'P1W', 'P366D', 'P1DT12H'])('is %s', (given) => {
    expect(duration.parse(given)).toBe(given);
  });

  it.each(['', 'P', 'PT', '5M', 'PT-5M', 'P1Y', 'P1M', 'P367D', 'PT1.5H', 'pt5m', `PT${'9'.repeat(400)}S`])(
    'is not %o',
    (given) => {
      expect(duration.safeParse(given).success).toBe(false);
    },
  );
});

describe('a line', () => {
  it('is one, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (given) => {
        const { success, data = '' } = line(50).safeParse(given);
        if (!success) return;
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must be gone
        expect(data).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
        expect(data.isWellFormed()).toBe(true);
        expect(data).toBe(data.trim());
        expect(data.length).toBeGreaterThan(0);
        expect(data.length).toBeLessThanOrEqual(50);
        expect(line(50).parse(data)).toBe(data);
      }),
    );
  });

  it('keeps emoji and every script', () => {
    expect(line(50).parse(' 🔥 Zahlung\r\nfällt aus — 支払い ')).toBe('🔥 Zahlung fällt aus — 支払い');
  });
});

describe('a text', () => {
  it('keeps its lines', () => {
    expect(text(50).parse(' first\nsecond\n')).toBe('first\nsecond');
    expect(text(50).safeParse(' \n ').success).toBe(false);
  });
});

describe('an id', () => {
  it('is its own prefix and a ULID', () => {
    expect(id('ctc').parse('ctc_01J00000000000000000000000')).toBe('ctc_01J00000000000000000000000');
    for (const given of ['svc_01J00000000000000000000000', 'ctc_01j00000000000000000000000', 'ctc_1', '']) {
      expect(id('ctc').safeParse(given).success).toBe(false);
    }
  });
});

describe('a patch', () => {
  const patch = patchOf(z.strictObject({ name: z.string(), tier: z.string().nullable().default('low') }));

  it('gives what is left out no default', () => {
    expect(patch.parse({})).toEqual({});
    expect(patch.parse({ tier: null })).toEqual({ tier: null });
  });

  it('takes no other field and no other type', () => {
    expect(patch.safeParse({ colour: 'red' }).success).toBe(false);
    expect(patch.safeParse({ name: null }).success).toBe(false);
  });
});
