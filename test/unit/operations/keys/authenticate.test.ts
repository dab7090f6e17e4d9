import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ulidIds } from '#adapters/ids.ts';
import { memoryKeyStore } from '#adapters/memory/apiKeys.ts';
import { type AuthenticatePorts, authenticate } from '#operations/keys/authenticate.ts';
import { createApiKey } from '#operations/keys/createApiKey.ts';
import { revokeApiKey } from '#operations/keys/revokeApiKey.ts';

const actor = { type: 'system', id: null, name: 'test' } as const;
const SENDER_KEY = '0123456789abcdef0123456789abcdef';
const sender = { id: 'int_1', name: 'Grafana', serviceId: 'svc_1' };

async function withKey(expires: string | null = null) {
  let now = Date.parse('2026-03-01T03:00:00.000Z');
  const clock = { now: () => new Date(now), sleep: async () => undefined };
  const keys = memoryKeyStore();
  const reports: string[] = [];
  const ports: AuthenticatePorts = {
    keys,
    findSender: async (key) => (key === SENDER_KEY ? sender : undefined),
    clock,
    log: { info: () => undefined, error: (message) => reports.push(message) },
  };
  const made = await createApiKey(
    { name: 'deploy', scopes: ['respond', 'read', 'respond'], expires, actor },
    { keys, clock, ids: ulidIds },
  );
  const lastUsedAt = async () => (await keys.get(made.id))?.lastUsedAt;
  const revoke = () => revokeApiKey({ id: made.id, actor }, { keys, clock, ids: ulidIds });
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { made, ports, keys, lastUsedAt, revoke, pass, reports };
}

describe('a new API key', () => {
  it('has 256 random bits and each scope once', async () => {
    const { made } = await withKey();
    expect(made.key).toMatch(/^mk_[A-Za-z0-9_-]{43}$/);
    expect(made.scopes).toEqual(['respond', 'read']);
    expect((await withKey()).made.key).not.toBe(made.key);
  });

  it('is kept as a hash', async () => {
    const { made, keys } = await withKey();
    const record = await keys.get(made.id);
    expect(record?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(record)).not.toContain(made.key);
  });

  it('takes the place of one that was made in the same request and never seen', async () => {
    const { ports, keys } = await withKey();
    const request = { name: 'x', scopes: ['read' as const], actor, creationId: ulidIds.next('req') };
    const portsOfKeys = { keys, clock: ports.clock, ids: ulidIds };
    const [unseen, seen] = [
      await createApiKey(request, portsOfKeys),
      await createApiKey(request, portsOfKeys),
    ];
    expect(seen.id).toBe(unseen.id);
    expect(await authenticate(`Bearer ${unseen.key}`, ports)).toEqual({ outcome: 'unknown' });
    expect(await authenticate(`Bearer ${seen.key}`, ports)).toMatchObject({ outcome: 'key' });
  });
});

describe('authenticate', () => {
  it.each(['Bearer ', 'bearer ', 'BEARER   ', ' Bearer '])(
    'finds the owner of a key after %o',
    async (scheme) => {
      const { made, ports } = await withKey();
      expect(await authenticate(scheme + made.key, ports)).toMatchObject({
        outcome: 'key',
        key: { id: made.id, name: 'deploy', scopes: ['respond', 'read'] },
      });
    },
  );

  it('finds the integration of its key', async () => {
    const { ports } = await withKey();
    expect(await authenticate(`Bearer ${SENDER_KEY}`, ports)).toEqual({
      outcome: 'integration',
      integration: sender,
    });
  });

  it('knows nobody by anything else', async () => {
    const { made, ports } = await withKey();
    const almost = made.key.slice(0, -1);
    for (const header of [
      undefined,
      '',
      made.key,
      `Basic ${made.key}`,
      `Bearer ${almost}`,
      `Bearer ${made.key}x`,
      `Bearer ${made.key} ${made.key}`,
      `Bearer ${made.key.toUpperCase()}`,
    ]) {
      expect(await authenticate(header, ports)).toEqual({ outcome: 'unknown' });
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect(await authenticate(`Bearer ${text}`, ports)).toEqual({ outcome: 'unknown' });
      }),
      { numRuns: 100 },
    );
  });

  it('tells a key that has expired from one that is unknown', async () => {
    const { made, ports, pass } = await withKey('PT1H');
    pass(3_599_999);
    expect(await authenticate(`Bearer ${made.key}`, ports)).toMatchObject({ outcome: 'key' });
    pass(1);
    expect(await authenticate(`Bearer ${made.key}`, ports)).toEqual({ outcome: 'expired' });
  });

  it('knows no key that is revoked', async () => {
    const { made, ports, revoke } = await withKey();
    await revoke();
    expect(await authenticate(`Bearer ${made.key}`, ports)).toEqual({ outcome: 'unknown' });
  });

  it('notes when a key was used, at most once a minute', async () => {
    const { made, ports, lastUsedAt, pass } = await withKey();
    expect(await lastUsedAt()).toBeNull();
    await authenticate(`Bearer ${made.key}`, ports);
    expect(await lastUsedAt()).toBe('2026-03-01T03:00:00.000Z');
    pass(59_999);
    await authenticate(`Bearer ${made.key}`, ports);
    expect(await lastUsedAt()).toBe('2026-03-01T03:00:00.000Z');
    pass(1);
    await authenticate(`Bearer ${made.key}`, ports);
    expect(await lastUsedAt()).toBe('2026-03-01T03:01:00.000Z');
  });

  it('opens even where the use can not be noted', async () => {
    const { made, ports, keys, reports } = await withKey();
    const touch = async () => {
      throw new Error('throttled');
    };
    const verdict = await authenticate(`Bearer ${made.key}`, { ...ports, keys: { ...keys, touch } });
    expect(verdict).toMatchObject({ outcome: 'key' });
    expect(reports).toHaveLength(1);
  });
});
