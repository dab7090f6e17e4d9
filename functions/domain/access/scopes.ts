import type { Scope } from './schema.ts';

/** What a route may ask for. `intake` is what an integration's key may do, and that key may do nothing else. */
export type RequiredScope = Scope | 'intake';

const INCLUDED_IN: Record<RequiredScope, readonly string[]> = {
  intake: ['intake', 'respond', 'manage', 'admin'],
  read: ['read', 'respond', 'manage', 'admin'],
  respond: ['respond', 'manage', 'admin'],
  manage: ['manage', 'admin'],
  admin: ['admin'],
};

/** Whether one of the scopes that a key has is the one that is needed or includes it. */
export const allows = (held: readonly string[], needed: RequiredScope): boolean =>
  held.some((scope) => INCLUDED_IN[needed].includes(scope));
