import {
  CODE_VALID_MS,
  codeText,
  MOST_ATTEMPTS,
  maskPhone,
  NEXT_CODE_AFTER_MS,
  type PhoneVerification,
} from '#domain/contact/phoneVerification.ts';
import type { Contact } from '#domain/contact/schema.ts';
import { invalidField, Refusal } from '#domain/refusal.ts';
import { contactKind } from '../configuration/kinds.ts';
import type { ConfigurationPorts } from '../configuration/ports.ts';
import { read } from '../configuration/read.ts';
import { sameHash } from '../keys/secret.ts';
import type { Pager } from '../paging/ports.ts';
import { noteReachability } from './noteReachability.ts';
import { hashOfCode, newCode, newSalt } from './verificationCode.ts';

/** Keeps the codes that wait to be given back: at most one for each contact. */
export interface PhoneVerificationStore {
  /**
   * Keeps a code in the place of an earlier one, unless that one is younger than `sentBefore`.
   *
   * @returns undefined, or the earlier one that is too young
   */
  begin(verification: PhoneVerification, sentBefore: string): Promise<{ sentAt: string } | undefined>;
  /**
   * Counts an attempt before anybody learns what came of it, so that attempts at once get no more tries.
   *
   * @returns the code with this attempt counted; undefined where there is none, or no try is left
   */
  attempt(contactId: string, mostAttempts: number): Promise<PhoneVerification | undefined>;
  /** Forgets a code that did not reach anybody; does nothing where another has taken its place. */
  withdraw(verification: PhoneVerification): Promise<void>;
}

export interface PhoneVerificationPorts extends ConfigurationPorts {
  phoneVerifications: PhoneVerificationStore;
  pager: Pager;
}

/**
 * Sends a code to a contact's phone. It takes the place of an earlier one.
 *
 * @returns where it went, masked, and until when it counts
 * @throws Refusal `not-found`; `validation-failed` without a phone; `too-soon` within a minute of the last code;
 *   `unavailable` where SNS did not take the SMS: another may be asked for at once
 */
export async function sendPhoneCode(
  id: string,
  { store, phoneVerifications, pager, clock }: PhoneVerificationPorts,
): Promise<{ sentTo: string; expiresAt: string }> {
  const contact = await read(contactKind, id, store);
  if (contact.phone === null) throw withoutPhone();
  const now = clock.now().getTime();
  const code = newCode();
  const salt = newSalt();
  const verification: PhoneVerification = {
    contactId: id,
    phone: contact.phone,
    salt,
    hash: hashOfCode(code, { contactId: id, salt }),
    sentAt: new Date(now).toISOString(),
    validUntil: new Date(now + CODE_VALID_MS).toISOString(),
    attempts: 0,
  };
  const earlier = await phoneVerifications.begin(
    verification,
    new Date(now - NEXT_CODE_AFTER_MS).toISOString(),
  );
  if (earlier) throw tooSoon(new Date(Date.parse(earlier.sentAt) + NEXT_CODE_AFTER_MS).toISOString());
  try {
    await pager.send('sms', contact, { subject: '', text: codeText(code) });
  } catch (error) {
    await phoneVerifications.withdraw(verification);
    throw notSent(error);
  }
  return { sentTo: maskPhone(contact.phone), expiresAt: verification.validUntil };
}

/**
 * Takes a code back, and holds the number for verified when it is the one that was sent. Safe to repeat.
 *
 * @throws Refusal `not-found`; `validation-failed` with `attemptsLeft` for a wrong code; `gone` where no code counts
 *   any more
 */
export async function confirmPhone(
  { id, code }: { id: string; code: string },
  ports: PhoneVerificationPorts,
): Promise<Contact> {
  const contact = await read(contactKind, id, ports.store);
  const verification = await ports.phoneVerifications.attempt(id, MOST_ATTEMPTS);
  if (!verification || Date.parse(verification.validUntil) <= ports.clock.now().getTime()) throw gone();
  if (!sameHash(hashOfCode(code, verification), verification.hash)) {
    throw wrong(MOST_ATTEMPTS - verification.attempts);
  }
  if (contact.phone !== verification.phone) throw gone();
  const learned = await noteReachability(contact, { phone: 'verified' }, ports);
  if (!learned.kept) throw gone();
  return learned.contact;
}

function withoutPhone(): Refusal {
  const message = 'The contact has no phone. Give it one, then ask for a code.';
  return new Refusal('validation-failed', message, { errors: [{ path: 'phone', message }] });
}

const tooSoon = (retryAt: string): Refusal =>
  new Refusal('too-soon', `A code was sent less than a minute ago. Ask for another after ${retryAt}.`, {
    retryAt,
  });

const notSent = (error: unknown): Refusal =>
  new Refusal(
    'unavailable',
    `The code could not be sent. ${error instanceof Error ? error.message : ''} Look at the number, then ask again.`,
    {},
    { cause: error },
  );

const gone = (): Refusal =>
  new Refusal(
    'gone',
    'No code counts for this number any more: it is too old, was tried too often, or the number has changed. Ask for a new code.',
  );

function wrong(attemptsLeft: number): Refusal {
  const tries = attemptsLeft === 1 ? '1 try is' : `${attemptsLeft} tries are`;
  return invalidField('code', `That is not the code that was sent. ${tries} left.`, { attemptsLeft });
}
