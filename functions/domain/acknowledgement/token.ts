import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a link stands for. */
export interface LinkClaim {
  incidentNumber: number;
  /** The first bytes of a hash of the contact's id: a whole id would not fit into an SMS. */
  contactTag: string;
  /** Seconds since 1970. */
  expiresAt: number;
}

const NUMBER_BYTES = 4;
const TAG_BYTES = 6;
const EXPIRY_BYTES = 4;
/** 96 bits of the HMAC, the shortest truncation that RFC 2104 section 5 and NIST SP 800-107 still recommend. */
const MAC_BYTES = 12;
const PAYLOAD_BYTES = NUMBER_BYTES + TAG_BYTES + EXPIRY_BYTES;

/** @returns the tag by which links name a contact */
export function contactTag(contactId: string): string {
  return createHash('sha256')
    .update(contactId)
    .digest('hex')
    .slice(0, TAG_BYTES * 2);
}

/**
 * Signs a claim.
 *
 * @param key at least 32 random bytes
 * @returns 35 characters that are safe in a URL and in GSM-7
 */
export function signLink(claim: LinkClaim, key: Uint8Array): string {
  const payload = Buffer.alloc(PAYLOAD_BYTES);
  payload.writeUInt32BE(claim.incidentNumber, 0);
  payload.write(claim.contactTag, NUMBER_BYTES, 'hex');
  payload.writeUInt32BE(claim.expiresAt, NUMBER_BYTES + TAG_BYTES);
  return Buffer.concat([payload, mac(payload, key)]).toString('base64url');
}

/**
 * Reads a link's token.
 *
 * @param now seconds since 1970
 * @returns its claim, or why it is not good
 */
export function readLink(token: string, key: Uint8Array, now: number): LinkClaim | 'forged' | 'expired' {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== PAYLOAD_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return 'forged';
  const payload = bytes.subarray(0, PAYLOAD_BYTES);
  if (!timingSafeEqual(bytes.subarray(PAYLOAD_BYTES), mac(payload, key))) return 'forged';
  const expiresAt = payload.readUInt32BE(NUMBER_BYTES + TAG_BYTES);
  if (expiresAt <= now) return 'expired';
  return {
    incidentNumber: payload.readUInt32BE(0),
    contactTag: payload.subarray(NUMBER_BYTES, NUMBER_BYTES + TAG_BYTES).toString('hex'),
    expiresAt,
  };
}

function mac(payload: Uint8Array, key: Uint8Array): Uint8Array {
  return createHmac('sha256', key)
    .update('muster acknowledgement link')
    .update(payload)
    .digest()
    .subarray(0, MAC_BYTES);
}
