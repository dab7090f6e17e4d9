import { createHash } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * An id that is the same each time the same message is delivered, so that a delivery that is repeated is no
 * second signal. It has the form of a ULID whose random part is a hash of the message's id.
 *
 * @param prefix for example `alr`
 * @param at when it happened, RFC 3339
 * @param key the message's id
 */
export function deliveredId(prefix: string, at: string, key: string): string {
  const hash = createHash('sha256').update(key).digest().toString('hex', 0, 10);
  return `${prefix}_${base32((BigInt(Date.parse(at)) << 80n) | BigInt(`0x${hash}`), 26)}`;
}

function base32(value: bigint, digits: number): string {
  return Array.from({ length: digits }, (_, index) => {
    const shift = BigInt(5 * (digits - 1 - index));
    return CROCKFORD[Number((value >> shift) & 31n)];
  }).join('');
}
