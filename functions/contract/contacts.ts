import * as z from 'zod';
import { channel, contact, contactInput, contactPatch, contactTest } from '#domain/contact/schema.ts';
import { instant } from '#domain/schema.ts';
import { listQuery, pageOf } from './lists.ts';
import { idParams } from './parameters.ts';
import type { RouteDefinitions } from './route.ts';

export const contactRoutes = {
  listContacts: {
    method: 'GET',
    path: '/v1/contacts',
    tag: 'configuration',
    scope: 'read',
    summary: 'The people who can be paged',
    query: listQuery,
    responses: { 200: pageOf(contact) },
    errors: [],
  },
  createContact: {
    method: 'POST',
    path: '/v1/contacts',
    tag: 'configuration',
    scope: 'manage',
    summary: 'Adds a contact; an email gets a topic of its own and a message that asks to confirm it',
    body: contactInput,
    responses: { 201: contact },
    errors: ['unavailable'],
    creates: true,
  },
  getContact: {
    method: 'GET',
    path: '/v1/contacts/{id}',
    tag: 'configuration',
    scope: 'read',
    summary: 'One contact; while its email waits to be confirmed, SNS is asked whether it still does',
    params: idParams('ctc'),
    responses: { 200: contact },
    errors: [],
  },
  replaceContact: {
    method: 'PUT',
    path: '/v1/contacts/{id}',
    tag: 'configuration',
    scope: 'manage',
    summary: 'Replaces a contact',
    params: idParams('ctc'),
    body: contactInput,
    responses: { 200: contact },
    errors: ['unavailable'],
    guarded: true,
  },
  changeContact: {
    method: 'PATCH',
    path: '/v1/contacts/{id}',
    tag: 'configuration',
    scope: 'manage',
    summary: 'Changes the given fields of a contact',
    params: idParams('ctc'),
    body: contactPatch,
    responses: { 200: contact },
    errors: ['unavailable'],
    guarded: true,
  },
  deleteContact: {
    method: 'DELETE',
    path: '/v1/contacts/{id}',
    tag: 'configuration',
    scope: 'manage',
    summary: 'Deletes a contact that nothing names, and no override that is not over',
    params: idParams('ctc'),
    responses: { 204: null },
    errors: ['in-use'],
    guarded: true,
  },
  sendPhoneCode: {
    method: 'POST',
    path: '/v1/contacts/{id}/phone-verification',
    tag: 'configuration',
    scope: 'manage',
    summary:
      'Sends a code of six digits by SMS, which verifies the phone; at most one a minute. People verify their phones together with whoever has a key that may manage contacts',
    params: idParams('ctc'),
    responses: {
      202: z.object({
        sentTo: z.string().meta({ description: 'The number, masked' }),
        expiresAt: instant,
      }),
    },
    errors: ['validation-failed', 'conflict', 'unavailable'],
  },
  confirmPhone: {
    method: 'POST',
    path: '/v1/contacts/{id}/phone-verification/confirm',
    tag: 'configuration',
    scope: 'manage',
    summary: 'Gives a code back: within ten minutes, and with at most five tries',
    params: idParams('ctc'),
    body: z.strictObject({
      code: z.string().regex(/^\d{6}$/, { message: 'Give the six digits of the SMS.' }),
    }),
    responses: { 200: contact },
    errors: ['conflict', 'gone'],
  },
  sendEmailConfirmation: {
    method: 'POST',
    path: '/v1/contacts/{id}/email-confirmation',
    tag: 'configuration',
    scope: 'manage',
    summary: 'Lets SNS send its message again that asks to confirm the email; none where it is confirmed',
    params: idParams('ctc'),
    responses: { 202: z.object({ email: z.string(), state: z.enum(['pending', 'confirmed']) }) },
    errors: ['validation-failed', 'conflict', 'unavailable'],
  },
  testContact: {
    method: 'POST',
    path: '/v1/contacts/{id}/test',
    tag: 'configuration',
    scope: 'manage',
    summary:
      'Sends a test page on each channel and keeps what came of it; a channel that fails fails no other',
    params: idParams('ctc'),
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
    errors: ['conflict'],
  },
} as const satisfies RouteDefinitions;
