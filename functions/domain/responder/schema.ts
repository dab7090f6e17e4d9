import * as z from 'zod';
import { target } from '../escalation/schema.ts';
import { id, instant, text } from '../schema.ts';

/** Somebody who was asked to help, apart from the escalation. */
export const responder = z.object({
  contactId: id('ctc'),
  state: z.enum(['requested', 'accepted', 'declined']),
  /** The how manieth request of the incident it was: the pass of its pages. */
  request: z.int(),
  requestedAt: instant,
  requestedBy: z.string(),
  message: z.string().nullable(),
  answeredAt: instant.nullable(),
});
export type Responder = z.infer<typeof responder>;

export const requestRespondersInput = z.strictObject({
  targets: z.array(target).min(1).max(20),
  /** For those who are asked: what they are needed for. */
  message: text(500).nullable().default(null),
});
export type RequestRespondersInput = z.infer<typeof requestRespondersInput>;

/** Somebody to whom a target leads, and why this request has not paged them. */
const notPaged = z.object({
  /** Null where the target leads to nobody. */
  contactId: id('ctc').nullable(),
  reason: z.string(),
});
export type NotPaged = z.infer<typeof notPaged>;

export const requestedResponders = z.object({
  /** Those to whom the targets lead: asked now, or asked before. */
  responders: z.array(responder),
  notPaged: z.array(notPaged),
});
export type RequestedResponders = z.infer<typeof requestedResponders>;
