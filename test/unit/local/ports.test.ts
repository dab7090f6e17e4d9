import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '#local/failure.ts';
import { isFree, portsFor, requireFree } from '#local/ports.ts';

const port = fc.integer({ min: 1024, max: 10_999 });

describe('portsFor', () => {
  it('keeps the port that was asked for to the local AWS', () => {
    expect(portsFor(4566)).toEqual({ aws: 4566, smtp: 14_566, inbox: 24_566 });
  });

  it('gives two stacks on two ports nothing in common', () => {
    fc.assert(
      fc.property(port, port, (one, other) => {
        fc.pre(one !== other);
        const all = [...Object.values(portsFor(one)), ...Object.values(portsFor(other))];
        expect(new Set(all).size).toBe(6);
      }),
    );
  });

  it('stays below the ports that Linux gives to outgoing connections', () => {
    fc.assert(fc.property(port, (one) => Math.max(...Object.values(portsFor(one))) < 32_768));
  });

  it.each([0, 1023, 11_000, 4566.5, Number.NaN])('refuses %d', (wrong) => {
    expect(() => portsFor(wrong)).toThrow(Failure);
  });
});

describe('requireFree', () => {
  it('names the port that is taken and a way out, and is content once it is free', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const taken = (server.address() as AddressInfo).port;
    const ports = { aws: taken, smtp: taken, inbox: taken };
    await expect(requireFree(ports)).rejects.toThrow(new RegExp(`Port ${taken} is taken.*--port \\d+`));
    await new Promise((resolve) => server.close(resolve));
    expect(await isFree(taken)).toBe(true);
    await requireFree(ports);
  });

  it('sees a program that listens on all addresses', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
    expect(await isFree((server.address() as AddressInfo).port)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
  });
});
