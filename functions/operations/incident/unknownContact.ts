import { Refusal } from '#domain/refusal.ts';

/** The refusal of a request whose `contactId` names nobody. */
export const unknownContact = (): Refusal =>
  new Refusal('validation-failed', 'There is no such contact. Look it up with GET /v1/contacts.', {
    errors: [{ path: 'contactId', message: 'names no contact' }],
  });
