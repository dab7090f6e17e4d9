import type { contactRoutes } from '#contract/contacts.ts';
import { contactKind } from '#operations/configuration/kinds.ts';
import { list } from '#operations/configuration/read.ts';
import {
  type ContactPorts,
  changeContact,
  createContact,
  removeContact,
  replaceContact,
} from '#operations/contact/contacts.ts';
import { readContact, sendEmailConfirmation } from '#operations/contact/emailConfirmation.ts';
import {
  confirmPhone,
  type PhoneVerificationPorts,
  sendPhoneCode,
} from '#operations/contact/phoneVerification.ts';
import { type TestPorts, testContact } from '#operations/contact/testContact.ts';
import type { OverrideStore } from '#operations/schedule/store.ts';
import type { Operations } from '../http/createApi.ts';

export type ContactApiPorts = ContactPorts &
  PhoneVerificationPorts &
  TestPorts & { overrides: OverrideStore };

/** What answers the routes of contacts. */
export const contactOperations = (ports: ContactApiPorts): Operations<typeof contactRoutes> => ({
  listContacts: async ({ query }) => ({ status: 200, body: await list(contactKind, query, ports.store) }),
  createContact: async ({ body: input, creationId, actor }) => ({
    status: 201,
    body: await createContact({ input, creationId, actor }, ports),
  }),
  getContact: async ({ params }) => ({ status: 200, body: await readContact(params.id, ports) }),
  replaceContact: async ({ params, body: input, ifMatch, actor }) => ({
    status: 200,
    body: await replaceContact({ id: params.id, input, ifMatch, actor }, ports),
  }),
  changeContact: async ({ params, body: patch, ifMatch, actor }) => ({
    status: 200,
    body: await changeContact({ id: params.id, patch, ifMatch, actor }, ports),
  }),
  deleteContact: async ({ params, ifMatch, actor }) => {
    await removeContact({ id: params.id, ifMatch, actor }, ports);
    return { status: 204, body: undefined };
  },
  sendPhoneCode: async ({ params }) => ({ status: 202, body: await sendPhoneCode(params.id, ports) }),
  confirmPhone: async ({ params, body: { code } }) => ({
    status: 200,
    body: await confirmPhone({ id: params.id, code }, ports),
  }),
  sendEmailConfirmation: async ({ params }) => ({
    status: 202,
    body: await sendEmailConfirmation(params.id, ports),
  }),
  testContact: async ({ params, body: { channels } }) => ({
    status: 200,
    body: await testContact({ id: params.id, channels }, ports),
  }),
});
