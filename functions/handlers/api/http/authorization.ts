import { systemClock } from '#adapters/clock.ts';
import { allows } from '#domain/access/scopes.ts';
import { Refusal } from '#domain/refusal.ts';
import type { ApiMiddleware } from './event.ts';

/**
 * Lets a request pass whose key is allowed what its route asks for. The authorizer only says who asks: HTTP APIs
 * can not shape an authorizer's refusal, so it is made here.
 *
 * @throws Refusal `unauthorized`, `key-expired` or `forbidden`
 */
export function authorization(): ApiMiddleware {
  return {
    before: ({ event }) => {
      const scope = event.route?.scope;
      if (!scope) return;
      const key = event.requestContext.authorizer?.lambda;
      if (
        key?.outcome === 'expired' ||
        (key?.expiresAt && Date.parse(key.expiresAt) <= systemClock.now().getTime())
      ) {
        throw new Refusal('key-expired', 'This API key has expired. Ask an administrator for a new one.');
      }
      if (key?.outcome !== 'ok') {
        throw new Refusal('unauthorized', 'Send a valid API key: "Authorization: Bearer mk_…".');
      }
      const { keyId = '', name = '', scopes = '' } = key;
      event.principal = { keyId, name, scopes: scopes.split(' ') };
      if (!allows(event.principal.scopes, scope)) {
        throw new Refusal(
          'forbidden',
          `This needs a key with the scope "${scope}". Yours has: ${scopes || 'none'}.`,
        );
      }
    },
  };
}
