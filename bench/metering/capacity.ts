import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item as DynamoDB sends it. Binary values are base64 text, as on the wire. */
export type WireItem = Record<string, AttributeValue>;

/** The attributes of an index's key; an item without one of them is not in the index. */
export type IndexKey = string[];

const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;

/**
 * The size of an item in bytes, names and values (DynamoDB developer guide, "DynamoDB item sizes and formats").
 */
export function itemSize(item: WireItem): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value),
    0,
  );
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return Buffer.byteLength(String(value.B), 'base64');
  if (value.SS !== undefined) return value.SS.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (value.NS !== undefined) return value.NS.reduce((sum, text) => sum + numberSize(text), 0);
  if (value.L !== undefined) return value.L.reduce((sum, one) => sum + valueSize(one) + 1, 3);
  if (value.M !== undefined) return itemSize(value.M) + 3 + Object.keys(value.M).length;
  return 1;
}

/** About one byte for two digits, and one more. */
function numberSize(text: string): number {
  return Math.ceil(text.replace(/^-?0*\.?0*/, '').replace('.', '').length / 2) + 1;
}

/** An item before and after it was written; undefined where there was none, equal where the write was refused. */
export interface Written {
  before: WireItem | undefined;
  after: WireItem | undefined;
}

/**
 * The write request units of one written item: those of the table, twice for a transaction, and those of each index
 * that follows, which does so outside the transaction (DynamoDB developer guide, "Read and write capacity mode",
 * "Global secondary indexes: write capacity").
 */
export function writeUnits({ before, after }: Written, indexes: IndexKey[], isTransaction: boolean): number {
  const table = units(Math.max(before ? itemSize(before) : 0, after ? itemSize(after) : 0), WRITE_UNIT_BYTES);
  const followed = indexes.map((key) => indexWriteUnits(entryOf(before, key), entryOf(after, key), key));
  return table * (isTransaction ? 2 : 1) + followed.reduce((sum, one) => sum + one, 0);
}

function indexWriteUnits(before: WireItem | undefined, after: WireItem | undefined, key: IndexKey): number {
  const costOf = (entry: WireItem | undefined) => (entry ? units(itemSize(entry), WRITE_UNIT_BYTES) : 0);
  const moves = before && after && key.some((name) => before[name]?.S !== after[name]?.S);
  if (moves) return costOf(before) + costOf(after);
  if (JSON.stringify(before) === JSON.stringify(after)) return 0;
  return Math.max(costOf(before), costOf(after));
}

const entryOf = (item: WireItem | undefined, key: IndexKey): WireItem | undefined =>
  item && key.every((name) => item[name] !== undefined) ? item : undefined;

/**
 * The read request units of bytes that are read together: an item that is got, or all items of one query's page.
 *
 * @param isConsistent an eventually consistent read costs half
 */
export function readUnits(bytes: number, isConsistent: boolean): number {
  return units(bytes, READ_UNIT_BYTES) * (isConsistent ? 1 : 0.5);
}

const units = (bytes: number, unit: number): number => Math.max(1, Math.ceil(bytes / unit));
