import { describe, expect, it } from 'vitest';
import { itemSize, readUnits, type WireItem, writeUnits } from '../../../bench/metering/capacity.ts';

const INDEX = ['allPk', 'timeSk'];

const itemOf = (bytes: number, more: WireItem = {}): WireItem => ({
  pk: { S: 'x'.repeat(bytes - 2 - itemSize(more)) },
  ...more,
});

describe('itemSize', () => {
  it('counts names and values in UTF-8', () => {
    expect(itemSize({ ab: { S: 'é' } })).toBe(4);
  });

  it('counts a byte for two digits of a number, and one more', () => {
    expect(itemSize({ a: { N: '12345' } })).toBe(5);
  });

  it('counts three bytes for a list or a map and one for each element', () => {
    expect(itemSize({ a: { L: [{ S: 'bc' }, { NULL: true }] } })).toBe(1 + 3 + 2 + 1 + 1 + 1);
    expect(itemSize({ a: { M: { b: { S: 'c' } } } })).toBe(1 + 3 + 2 + 1);
  });

  it('counts what base64 stands for, not base64', () => {
    expect(itemSize({ a: { B: Buffer.alloc(30).toString('base64') as unknown as Uint8Array } })).toBe(31);
  });
});

describe('writeUnits', () => {
  it('takes one for each started KiB of the larger of before and after', () => {
    expect(writeUnits({ before: undefined, after: itemOf(1024) }, [], false)).toBe(1);
    expect(writeUnits({ before: itemOf(1025), after: itemOf(10) }, [], false)).toBe(2);
  });

  it('takes one for a write that was refused where nothing is', () => {
    expect(writeUnits({ before: undefined, after: undefined }, [], false)).toBe(1);
  });

  it('takes twice as many in a transaction, except for what the indexes follow with', () => {
    const after = itemOf(500, { allPk: { S: 'ALL' }, timeSk: { S: '1' } });
    expect(writeUnits({ before: undefined, after }, [INDEX], true)).toBe(2 + 1);
  });

  it('takes nothing for an index that an item is not in, or that does not change', () => {
    const item = itemOf(500, { allPk: { S: 'ALL' }, timeSk: { S: '1' } });
    expect(writeUnits({ before: undefined, after: itemOf(500) }, [INDEX], false)).toBe(1);
    expect(writeUnits({ before: item, after: item }, [INDEX], false)).toBe(1);
  });

  it('takes one out and one in where an item moves in an index', () => {
    const at = (time: string) => itemOf(500, { allPk: { S: 'ALL' }, timeSk: { S: time } });
    expect(writeUnits({ before: at('1'), after: at('2') }, [INDEX], false)).toBe(1 + 2);
  });
});

describe('readUnits', () => {
  it('takes one for each started 4 KiB, and half when it need not be the latest', () => {
    expect(readUnits(4096, true)).toBe(1);
    expect(readUnits(4097, true)).toBe(2);
    expect(readUnits(4097, false)).toBe(1);
  });

  it('takes one for what is not there', () => {
    expect(readUnits(0, true)).toBe(1);
  });
});
