import { describe, expect, it } from 'vitest';
import { allows } from '#domain/access/scopes.ts';

const needed = ['intake', 'read', 'respond', 'manage', 'admin'] as const;

describe('a scope', () => {
  it.each([
    ['intake', ['intake']],
    ['read', ['read']],
    ['respond', ['intake', 'read', 'respond']],
    ['manage', ['intake', 'read', 'respond', 'manage']],
    ['admin', ['intake', 'read', 'respond', 'manage', 'admin']],
    ['root', []],
    ['', []],
  ])('%s allows %o', (held, allowed) => {
    expect(needed.filter((scope) => allows([held], scope))).toEqual(allowed);
  });

  it('is enough where a key has others beside it', () => {
    expect(allows(['read', 'manage'], 'respond')).toBe(true);
    expect(allows([], 'read')).toBe(false);
  });
});
