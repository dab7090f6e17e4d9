import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTitle, hasOnlyKnownPlaceholders } from '#domain/plan/title.ts';

const facts = {
  title: 'Latency is high',
  service: 'Payments',
  severity: 'high',
  category: 'performance',
  source: 'cloudwatch',
} as const;

describe('a title template', () => {
  it('is filled with what the incident has', () => {
    expect(fillTitle('[{service}/{category}] {title} ({severity}, {source})', facts)).toBe(
      '[Payments/performance] Latency is high (high, cloudwatch)',
    );
    expect(fillTitle('{category}: {title}', { ...facts, category: null })).toBe(
      'uncategorized: Latency is high',
    );
  });

  it('is not filled again by what a fact holds', () => {
    const title = '{service} $& $1 {severity}';
    expect(fillTitle('{title}!', { ...facts, title })).toBe(`${title}!`);
  });

  it('may name only what is known', () => {
    expect(hasOnlyKnownPlaceholders('{title} of {service}')).toBe(true);
    for (const template of ['{host} is down', '{Title}', '{}', '{title} {constructor}']) {
      expect(hasOnlyKnownPlaceholders(template)).toBe(false);
      expect(fillTitle(template, { ...facts, title: '{title}' })).toBe(template);
    }
  });

  it('gives one line of at most 500, whatever it is given', () => {
    const text = fc.string({ unit: 'binary', maxLength: 600 });
    fc.assert(
      fc.property(text, text, (template, title) => {
        const filled = fillTitle(`x${template}{title}`, { ...facts, title });
        expect(filled.length).toBeLessThanOrEqual(500);
        expect(filled).not.toMatch(/[\n\r]/);
        expect(filled.isWellFormed()).toBe(true);
        expect(filled).not.toBe('');
      }),
    );
  });
});
