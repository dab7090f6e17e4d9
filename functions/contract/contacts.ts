import * as z from 'zod';
import { channel, contact, contactInput, contactPatch, contactTest } from '#domain/contact/schema.ts';
import { instant } from '#domain/schema.ts';
import { configurationRoutes } from './configurationRoutes.ts';
import { idParams } from './parameters.ts';
import type { RouteDefinitions } from './route.ts';

const path = '/v1/contacts';
const prefix = 'ctc';

const contacts = configurationRoutes({
  path,
  prefix,
  thing: contact,
  input: contactInput,
  patch: contactPatch,
  summaries: {
    list: 'The people who can be paged',
    create: 'Adds a contact; an email gets a topic of its own and a message that asks to confirm it',
    get: 'One contact; while its email waits to be confirmed, SNS is asked whether it still does',
    replace: 'Replaces a contact',
    change: 'Replaces the given fields of a contact, each as a whole',
    delete: 'Deletes a contact that nothing names, and no override that is not over',
  },
});

export const contactRoutes = {
  listContacts: contacts.list,
  createContact: { ...contacts.create, errors: ['unavailable'] },
  getContact: contacts.get,
  replaceContact: { ...contacts.replace, errors: ['unavailable'] },
  changeContact: { ...contacts.change, errors: ['unavailable'] },
  deleteContact: contacts.delete,
  sendPhoneCode: {
    method: 'POST',
    path: `${path}/{id}/phone-verification`,
    tag: 'configuration',
    scope: 'manage',
    summary:
      'Sends a code of six digits by SMS, which verifies the phone; at most one a minute. People verify their phones together with whoever has a key that may manage contacts',
    params: idParams(prefix),
    responses: {
      202: z.object({
        sentTo: z.string().meta({ description: 'The number, masked' }),
        expiresAt: instant,
      }),
    },
    errors: ['validation-failed', 'too-soon', 'unavailable'],
  },
  confirmPhone: {
    method: 'POST',
    path: `${path}/{id}/phone-verification/confirm`,
    tag: 'configuration',
    scope: 'manage',
    summary: 'Gives a code back: within ten minutes, and with at most five tries',
    params: idParams(prefix),
    body: z.strictObject({
      code: z.string().regex(/^\d{6}$/, { message: 'Give the six digits of the SMS.' }),
    }),
    responses: { 200: contact },
    errors: ['gone'],
  },
  sendEmailConfirmation: {
    method: 'POST',
    path: `${path}/{id}/email-confirmation`,
    tag: 'configuration',
    scope: 'manage',
    summary: 'Lets SNS send its message again that asks to confirm the email; none where it is confirmed',
    params: idParams(prefix),
    responses: { 202: z.object({ email: z.string(), state: z.enum(['pending', 'confirmed']) }) },
    errors: ['validation-failed', 'unavailable'],
  },
  testContact: {
    method: 'POST',
    path: `${path}/{id}/test`,
    tag: 'configuration',
    scope: 'manage',
    summary:
      'Sends a test page on each channel and keeps what came of it; a channel that fails fails no other',
    params: idParams(prefix),
    body: z
      .strictObject({
        channels: z
          .array(channel)
          .min(1)
          .max(2)
          .optional()
          .meta({ description: 'Left out: all that the contact has' }),
      })
      .default({}),
    responses: { 200: contactTest },
    errors: [],
  },
} as const satisfies RouteDefinitions;
