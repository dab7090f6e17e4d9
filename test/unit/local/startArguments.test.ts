import { describe, expect, it } from 'vitest';
import { Failure } from '#local/failure.ts';
import { parseStartArguments } from '#local/startArguments.ts';

describe('parseStartArguments', () => {
  it('starts in front on the usual port, with the demo and the data of the last run', () => {
    expect(parseStartArguments([])).toEqual({ detach: false, port: 4566, demo: true, fresh: false });
  });

  it('takes every option of the contract', () => {
    expect(parseStartArguments(['--detach', '--port', '4600', '--no-demo', '--fresh'])).toEqual({
      detach: true,
      port: 4600,
      demo: false,
      fresh: true,
    });
  });

  it.each([
    ['an option that does not exist', ['--ports', '4600'], /--ports/],
    ['a word', ['now'], /now/],
    ['a port that is no number', ['--port', 'many'], /--port takes a whole number/],
    ['a port out of range', ['--port', '80'], /from 1024 to 10999/],
    ['a port without its number', ['--port'], /--port/],
  ])('refuses %s in one sentence that says what is possible', (_, argv, message) => {
    const parse = () => parseStartArguments(argv);
    expect(parse).toThrow(Failure);
    expect(parse).toThrow(message);
    expect(parse).toThrow(/npm start|--port 4600/);
  });
});
