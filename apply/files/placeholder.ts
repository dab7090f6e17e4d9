import { createHash } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID_LENGTH = 26;

/**
 * Stands for the id of a thing that is known by its key, until the id is known: the same for the same thing, and of an
 * id's shape, so that what holds it can be validated before anything is asked or made.
 *
 * @param prefix of the kind's ids
 * @param key whole, for example `demo/ada`
 */
export function placeholder(prefix: string, key: string): string {
  const digest = createHash('sha256').update(`${prefix} ${key}`).digest();
  const digits = [...digest.subarray(0, ULID_LENGTH)].map((byte) => CROCKFORD[byte % CROCKFORD.length]);
  return `${prefix}_${digits.join('')}`;
}

/**
 * A value with some of its texts replaced, however deep they are in it.
 *
 * @param replacements by the text that they replace
 */
export function replaced<Value>(value: Value, replacements: ReadonlyMap<string, string>): Value {
  if (typeof value === 'string') return (replacements.get(value) ?? value) as Value;
  if (Array.isArray(value)) return value.map((item) => replaced(item, replacements)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, replaced(field, replacements)]),
  ) as Value;
}
