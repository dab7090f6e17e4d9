import * as z from 'zod';
import { duration, id, instant, line } from '../schema.ts';

/** What a key may do. `intake` is not here: an integration's key is bound to that integration. */
export const scope = z.enum(['read', 'respond', 'manage', 'admin']);
export type Scope = z.infer<typeof scope>;

export const apiKeyInput = z.strictObject({
  name: line(120),
  scopes: z.array(scope).min(1).max(4),
  /** How long the key is good for; null: until it is revoked. */
  expires: duration.nullable().default(null),
});

export const apiKey = z.object({
  id: id('key'),
  name: line(120),
  scopes: z.array(scope),
  createdAt: instant,
  expiresAt: instant.nullable(),
  revokedAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
});
export type ApiKey = z.infer<typeof apiKey>;
