import * as z from 'zod';
import { target } from '../escalation/schema.ts';
import { id, instant, level, line, patchOf } from '../schema.ts';

export const serviceInput = z.strictObject({
  name: line(120),
  description: z.string().max(2000).nullable().default(null),
  /** How much the business depends on it: the default impact of its incidents. */
  tier: level.default('medium'),
  escalationPolicyId: id('pol').nullable().default(null),
  /** Alarm names that belong to this service; `*` stands for any characters. An alarm's tag `muster:service` wins. */
  alarmNamePatterns: z.array(line(255)).max(100).default([]),
  /** Whether OK, resolve and resolved from the tool that raised an incident resolve it. */
  autoResolve: z.boolean().default(true),
  /** Who is paged when every level and repeat of the policy is used up. */
  fallbackTarget: target.nullable().default(null),
});
export type ServiceInput = z.infer<typeof serviceInput>;

export const servicePatch = patchOf(serviceInput);

export const service = z.object({
  ...serviceInput.shape,
  id: id('svc'),
  /** The one service to which everything goes that maps nowhere. */
  isDefault: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
  etag: z.string(),
});
export type Service = z.infer<typeof service>;
