import * as z from 'zod';
import { target } from '../escalation/schema.ts';
import { configurationKey, id, identity, level, line, patchOf } from '../schema.ts';

export const serviceInput = z.strictObject({
  key: configurationKey,
  name: line(120),
  description: z.string().max(2000).nullable().default(null),
  /** The team that owns it. */
  teamId: id('team').nullable().default(null),
  /** How much the business depends on it: the default impact of its incidents. */
  tier: level.default('medium'),
  escalationPolicyId: id('pol').nullable().default(null),
  /** The plan of incidents that no plan's own rules claim. */
  responsePlanId: id('pln').nullable().default(null),
  /** Alarm names that belong to this service; `*` stands for any characters. An alarm's tag `muster:service` wins. */
  alarmNamePatterns: z.array(line(255)).max(100).default([]),
  /** An alarm that has one of these tags belongs to this service. Tags win over patterns; `muster:service` wins over both. */
  alarmTags: z
    .array(z.strictObject({ key: line(128), value: line(256) }))
    .max(20)
    .default([]),
  /** The services without which this one does not work. Incidents of both at a time are linked. */
  dependsOn: z.array(id('svc')).max(20).default([]),
  /** Whether OK, resolve and resolved from the tool that raised an incident resolve it. */
  autoResolve: z.boolean().default(true),
  /** Who is paged when every level and repeat of the policy is used up. */
  fallbackTarget: target.nullable().default(null),
});
export type ServiceInput = z.infer<typeof serviceInput>;

export const servicePatch = patchOf(serviceInput);

export const service = z.object({
  ...serviceInput.shape,
  ...identity('svc'),
  /** The one service to which everything goes that maps nowhere. */
  isDefault: z.boolean(),
});
export type Service = z.infer<typeof service>;
