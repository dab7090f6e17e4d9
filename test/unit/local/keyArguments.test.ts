import { describe, expect, it } from 'vitest';
import { Failure } from '#local/failure.ts';
import { parseKeyArguments } from '#local/keyArguments.ts';

describe('parseKeyArguments', () => {
  it('reads the command of the contract', () => {
    const argv = ['create', '--name', 'deploy bot', '--scope', 'respond', '--expires', 'P90D'];
    expect(parseKeyArguments(argv)).toEqual({
      name: 'deploy bot',
      scope: 'respond',
      expires: 'P90D',
      aws: false,
      stack: 'Muster',
    });
  });

  it('makes a key without an expiry where none is given', () => {
    expect(parseKeyArguments(['create', '--name', 'a', '--scope', 'read'])).not.toHaveProperty('expires');
  });

  it('can be pointed at AWS and at a stack of another name', () => {
    const argv = ['create', '--name', 'a', '--scope', 'read', '--aws', '--stack', 'MusterStaging'];
    expect(parseKeyArguments(argv)).toMatchObject({ aws: true, stack: 'MusterStaging' });
  });

  it.each([
    ['no command', ['--name', 'a', '--scope', 'read']],
    ['another command', ['delete', '--name', 'a', '--scope', 'read']],
    ['no name', ['create', '--scope', 'read']],
    ['no scope', ['create', '--name', 'a']],
    ['an unknown option', ['create', '--name', 'a', '--scope', 'read', '--forever']],
  ])('refuses %s and shows how it is used', (_, argv) => {
    const parse = () => parseKeyArguments(argv);
    expect(parse).toThrow(Failure);
    expect(parse).toThrow(/npm run key -- create --name NAME --scope SCOPE/);
  });
});
