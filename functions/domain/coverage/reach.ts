import type { Contact } from '../contact/schema.ts';
import { plainLine } from '../text.ts';

/** Why a page may not reach somebody, and the one step that mends it. */
export interface Fault {
  message: string;
  nextStep: string;
}

/** Whether nothing shows yet that somebody can be reached: no address is confirmed and no number verified. */
export const isUnproven = ({ reachability }: Pick<Contact, 'reachability'>): boolean =>
  reachability.email !== 'confirmed' && reachability.phone !== 'verified';

/**
 * Why a contact may not be reached.
 *
 * An email that waits to be confirmed explains a test by email that failed, so that is not told twice. Nobody has to
 * have an email: a phone that is verified is enough.
 */
export function faultsOf(contact: Pick<Contact, 'id' | 'name' | 'phone' | 'reachability'>): Fault[] {
  const { id, phone, reachability } = contact;
  const name = plainLine(contact.name);
  const faults: Fault[] = [];
  if (phone === null) {
    faults.push({
      message: `${name} has no phone, so pages come by email alone.`,
      nextStep: `Add a number: PATCH /v1/contacts/${id}.`,
    });
  } else if (reachability.phone !== 'verified') {
    faults.push({
      message: `The phone of ${name} is not verified.`,
      nextStep: `Send a code to it: POST /v1/contacts/${id}/phone-verification.`,
    });
  }
  const pending = reachability.email === 'pending';
  if (pending) {
    faults.push({
      message: `The email of ${name} is not confirmed, so nothing arrives there.`,
      nextStep: `Ask ${name} to confirm it in the message of Amazon SNS; POST /v1/contacts/${id}/email-confirmation sends it again.`,
    });
  }
  const failed = reachability.lastTest?.results.filter(
    ({ channel, state }) => state === 'failed' && !(channel === 'email' && pending),
  );
  for (const { channel, reason } of failed ?? []) {
    faults.push({
      message: `The last test page to ${name} by ${channel === 'sms' ? 'SMS' : 'email'} failed: ${plainLine(reason)}`,
      nextStep: `Look at the ${channel === 'sms' ? 'number' : 'address'}, then test again: POST /v1/contacts/${id}/test.`,
    });
  }
  return faults;
}
