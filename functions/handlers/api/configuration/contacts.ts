import type { contactRoutes } from '#contract/contacts.ts';
import { contactKind } from '#operations/configuration/kinds.ts';
import { list, read } from '#operations/configuration/read.ts';
import {
  type ContactPorts,
  changeContact,
  createContact,
  removeContact,
  replaceContact,
} from '#operations/contact/contacts.ts';
import type { Operations } from '../http/createApi.ts';

/** What answers the routes of contacts. */
export const contactOperations = (ports: ContactPorts): Operations<typeof contactRoutes> => ({
  listContacts: async ({ query }) => ({ status: 200, body: await list(contactKind, query, ports.store) }),
  createContact: async ({ body: input, creationId, actor }) => ({
    status: 201,
    body: await createContact({ input, creationId, actor }, ports),
  }),
  getContact: async ({ params }) => ({ status: 200, body: await read(contactKind, params.id, ports.store) }),
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
});
