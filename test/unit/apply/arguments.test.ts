import { describe, expect, it } from 'vitest';
import { parseApplyArguments } from '#apply/arguments.ts';

describe('the arguments of npm run apply', () => {
  it('are a file or folder and what to do with it', () => {
    expect(parseApplyArguments(['muster.yaml'])).toEqual({
      path: 'muster.yaml',
      dryRun: false,
      prune: false,
      api: undefined,
      writeSchema: false,
    });
    expect(parseApplyArguments(['--dry-run', 'org', '--prune', '--api', 'https://m.example'])).toMatchObject({
      path: 'org',
      dryRun: true,
      prune: true,
      api: 'https://m.example',
    });
  });

  it.each([[[]], [['a.yaml', 'b.yaml']], [['--write-schema', 'a.yaml']], [['a.yaml', '--key', 'mk_1']]])(
    '%j are refused with the usage',
    (argv) => {
      expect(() => parseApplyArguments(argv)).toThrow(/Usage: npm run apply -- FILE-OR-FOLDER/);
    },
  );
});
