import { describe, expect, it } from 'vitest';
import { localApiUrl, reasonOfFailure } from '#local/deployment.ts';

describe('localApiUrl', () => {
  it('is known before the deploy, from the port alone', () => {
    expect(localApiUrl(4566)).toBe('http://127.0.0.1:4566/_aws/execute-api/muster/$default');
  });
});

describe('reasonOfFailure', () => {
  it('is what CDK says about the stack that failed', () => {
    const output = 'Muster: deploying...\n\n ❌  Muster failed: The stack is wrong\n\nFailed resources:\n';
    expect(reasonOfFailure(output)).toBe('Muster failed: The stack is wrong');
  });

  it('is the error of an app that does not run', () => {
    const output = [
      'file:///app/bin/app.ts:3',
      "throw new Error('no such function');",
      'Error: no such function',
      '    at file:///app/bin/app.ts:3:7',
      'node bin/app.ts: Subprocess exited with error 1',
    ].join('\n');
    expect(reasonOfFailure(output)).toBe('Error: no such function');
  });

  it('is the last line where nothing else tells, and says so where there is none', () => {
    expect(reasonOfFailure('one\ntwo\n\n')).toBe('two');
    expect(reasonOfFailure('')).toBe('it wrote nothing');
  });
});
