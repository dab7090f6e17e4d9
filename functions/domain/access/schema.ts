import * as z from 'zod';
import { duration, id, instant, line } from '../schema.ts';

/** What a key may do; each includes those before it. `intake` is not here: that is what an integration's key may do. */
const scope = z.enum(['read', 'respond', 'manage', 'admin']);
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

/** What creation answers: the only time that the key is shown. */
export const apiKeyWithSecret = z.object({
  ...apiKey.shape,
  key: z.string().regex(/^mk_[A-Za-z0-9_-]{43}$/),
});
export type ApiKeyWithSecret = z.infer<typeof apiKeyWithSecret>;
