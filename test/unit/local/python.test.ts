import { describe, expect, it } from 'vitest';
import { isRecentEnough, parsePythonVersion } from '#local/python.ts';

describe('parsePythonVersion', () => {
  it.each([
    ['Python 3.11.7\n', [3, 11, 7]],
    ['Python 3.14.0rc1\n', [3, 14, 0]],
    ['Python 2.7.18\n', [2, 7, 18]],
    ['pyenv: python3.13: command not found\n', undefined],
    ['', undefined],
  ])('reads %j', (text, version) => {
    expect(parsePythonVersion(text)).toEqual(version);
  });
});

describe('isRecentEnough', () => {
  it.each([
    [[3, 9, 18], false],
    [[3, 10, 0], true],
    [[3, 14, 1], true],
    [[2, 10, 0], false],
    [[4, 0, 0], false],
  ] as const)('judges %j', (version, expected) => {
    expect(isRecentEnough([...version])).toBe(expected);
  });
});
