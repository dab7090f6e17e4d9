import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactTag, type LinkClaim, readLink, signLink } from '#domain/acknowledgement/token.ts';
import { ada, ben } from '#test/support/sampleOrganisation.ts';

const key = randomBytes(32);
const claim: LinkClaim = { incidentNumber: 4711, contactTag: contactTag(ada.id), expiresAt: 2_000_000_000 };
const BEFORE = claim.expiresAt - 1;
const token = signLink(claim, key);

describe('an acknowledgement link', () => {
  it('stands for what it was signed for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 0xffffffff }),
        fc.integer({ min: 2, max: 0xffffffff }),
        fc.string(),
        (incidentNumber, expiresAt, contactId) => {
          const signed: LinkClaim = { incidentNumber, contactTag: contactTag(contactId), expiresAt };
          const written = signLink(signed, key);
          expect(written).toMatch(/^[\w-]{35}$/);
          expect(readLink(written, key, expiresAt - 1)).toEqual(signed);
        },
      ),
    );
  });

  it('names contacts apart', () => {
    expect(contactTag(ada.id)).not.toBe(contactTag(ben.id));
  });

  it('expires to the second', () => {
    expect(readLink(token, key, BEFORE)).toEqual(claim);
    expect(readLink(token, key, claim.expiresAt)).toBe('expired');
  });

  it('is forged when a single bit is changed', () => {
    const bytes = Buffer.from(token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(readLink(changed.toString('base64url'), key, BEFORE)).toBe('forged');
    }
  });

  it('is forged when it is cut, longer, spelled otherwise, or signed with another key', () => {
    for (let length = 0; length < token.length; length += 1) {
      expect(readLink(token.slice(0, length), key, BEFORE)).toBe('forged');
    }
    const others = [
      `${token}A`,
      `${token}=`,
      ` ${token}`,
      `${token}\n`,
      `${token}.`,
      signLink(claim, randomBytes(32)),
    ];
    for (const other of others) expect(readLink(other, key, BEFORE)).toBe('forged');
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.indexOf(
      token.at(-1) ?? '',
    );
    const sameBytes = `${token.slice(0, -1)}${'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[last + 1]}`;
    expect(Buffer.from(sameBytes, 'base64url')).toEqual(Buffer.from(token, 'base64url'));
    expect(readLink(sameBytes, key, BEFORE)).toBe('forged');
  });

  it('is forged when it is any other text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(readLink(text, key, BEFORE)).toBe('forged');
      }),
    );
  });
});
