import * as z from 'zod';
import { id, identity, instant, line } from '../schema.ts';
import { source } from '../source.ts';

const integrationKind = z.enum(['events', 'pagerduty', 'alertmanager']);
export type IntegrationKind = z.infer<typeof integrationKind>;

export const integrationInput = z.strictObject({
  name: line(120),
  kind: integrationKind,
  /** Where its alerts go. Default: the default service. */
  serviceId: id('svc').nullable().default(null),
});
export type IntegrationInput = z.infer<typeof integrationInput>;

export const integrationPatch = z.strictObject({ name: line(120), serviceId: id('svc') }).partial();

export type IntegrationPatch = z.infer<typeof integrationPatch>;

export const integration = z.object({
  ...identity('int'),
  name: line(120),
  kind: integrationKind,
  serviceId: id('svc'),
  /** Until when the key before the last rotation still works; null when there is none. */
  previousKeyValidUntil: instant.nullable(),
});
export type Integration = z.infer<typeof integration>;

/** What creation and rotation answer: the only time that the key and the address with it are shown. */
export const integrationWithKey = z.object({
  ...integration.shape,
  /** 32 lower case hexadecimal digits, as PagerDuty's routing keys are. */
  key: z.string().regex(/^[0-9a-f]{32}$/),
  /** Where the tool sends its alerts. */
  url: z.url(),
});
export type IntegrationWithKey = z.infer<typeof integrationWithKey>;

/** A payload that no schema accepted, kept so that an operator sees what a tool sends. */
export const rejectedPayload = z.object({
  id: id('rej'),
  at: instant,
  source,
  integrationId: id('int').nullable(),
  reason: z.string(),
  /** As it came, cut where it is very long. */
  payload: z.string(),
});
export type RejectedPayload = z.infer<typeof rejectedPayload>;
