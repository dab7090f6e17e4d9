import * as z from 'zod';
import { actor } from '../incident/schema.ts';
import { id, instant } from '../schema.ts';

const auditedType = z.enum([
  'contact',
  'team',
  'schedule',
  'schedule-override',
  'calendar',
  'service',
  'escalation-policy',
  'response-plan',
  'integration',
  'key',
  'settings',
]);
export type AuditedType = z.infer<typeof auditedType>;

const auditAction = z.enum(['created', 'updated', 'deleted', 'rotated', 'revoked']);
export type AuditAction = z.infer<typeof auditAction>;

/** One change of configuration: who changed what, and how it was before and after, without secrets. */
export const auditEntry = z.object({
  id: id('aud'),
  at: instant,
  actor,
  action: auditAction,
  target: z.object({ type: auditedType, id: z.string(), name: z.string() }),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
