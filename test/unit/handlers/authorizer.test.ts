import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { AuthenticatePorts } from '#operations/keys/authenticate.ts';
import { hashOf } from '#operations/keys/secret.ts';

const KEY = `mk_${'a'.repeat(43)}`;
const SENDER_KEY = 'f'.repeat(32);

const ports: AuthenticatePorts = {
  keys: {
    findByHash: async (hash) => ({
      id: 'key_1',
      name: 'deploy',
      scopes: ['read', 'respond'],
      createdAt: '2026-01-01T00:00:00.000Z',
      expiresAt: '2026-06-01T00:00:00.000Z',
      revokedAt: null,
      lastUsedAt: null,
      hash,
    }),
    touch: async () => undefined,
  },
  findSender: async (key) =>
    hashOf(key) === hashOf(SENDER_KEY) ? { id: 'int_1', name: 'CI', serviceId: 'svc_1' } : undefined,
  clock: { now: () => new Date('2026-03-01T00:00:00.000Z'), sleep: async () => undefined },
  log: { info: () => undefined, error: () => undefined },
};

describe('the authorizer', () => {
  let createAuthorizer: typeof import('#handlers/authorizer.ts').createAuthorizer;
  beforeAll(async () => {
    vi.stubEnv('TABLE_NAME', 'unused');
    ({ createAuthorizer } = await import('#handlers/authorizer.ts'));
  });

  it.each([
    [
      'an API key',
      `Bearer ${KEY}`,
      {
        outcome: 'ok',
        keyId: 'key_1',
        name: 'deploy',
        scopes: 'read respond',
        expiresAt: '2026-06-01T00:00:00.000Z',
      },
    ],
    [
      "an integration's key",
      `Bearer ${SENDER_KEY}`,
      {
        outcome: 'ok',
        keyId: 'int_1',
        name: 'CI',
        scopes: 'intake',
        integrationId: 'int_1',
        serviceId: 'svc_1',
      },
    ],
    ['nonsense', 'Bearer x', { outcome: 'unknown' }],
    ['nothing', undefined, { outcome: 'unknown' }],
  ])('lets %s pass and says whose it is', async (_case, authorization, context) => {
    const authorize = createAuthorizer(ports);
    expect(await authorize({ headers: { authorization } })).toEqual({ isAuthorized: true, context });
  });

  it('tells that a key has expired', async () => {
    const late = { ...ports.clock, now: () => new Date('2026-07-01T00:00:00.000Z') };
    const authorize = createAuthorizer({ ...ports, clock: late });
    expect(await authorize({ headers: { authorization: `Bearer ${KEY}` } })).toEqual({
      isAuthorized: true,
      context: { outcome: 'expired' },
    });
  });
});
